"""Parts of addresses."""


class UlidConverter:
    regex = "[0-7][0-9A-HJKMNP-TV-Z]{25}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
