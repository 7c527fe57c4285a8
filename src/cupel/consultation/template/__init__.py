"""The comment template of ISO/IEC as a workbook and as a Word table: written, and read however it comes back."""
