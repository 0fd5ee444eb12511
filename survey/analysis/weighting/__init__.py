"""Weights and who is behind them: raking, estimates by design, and what nonresponse may do."""
