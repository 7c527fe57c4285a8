"""The language of checks: a typed, three-valued subset of Python's expressions (engine.md 11.2, 11.3)."""

from cupel.standard.expression.compile import CompiledExpression, compile_expression

__all__ = ["CompiledExpression", "compile_expression"]
