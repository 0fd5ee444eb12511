"""Read a wave of this folder with pandas: `responses = read("baseline")`, from its .csv or .parquet file.

A choice becomes a categorical with its words, in the order of the questionnaire; an answer like "don't know" becomes
missing, and `<item>.status` keeps why. Labels are in `responses.attrs["labels"]`.
"""

import csv
from pathlib import Path

import pandas as pd

HERE = Path(__file__).parent


def plain(text: str) -> str:
    """The text without the apostrophe that keeps spreadsheets from taking it for a formula."""
    return text.removeprefix("'")


def read(wave: str, folder: Path = HERE) -> pd.DataFrame:
    """The responses of a wave."""
    with (folder / f"{wave}-variables.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["variable"] != ".status"]
    parquet = folder / f"{wave}.parquet"
    if parquet.exists():
        found = pd.read_parquet(parquet)
    else:
        found = pd.read_csv(folder / f"{wave}.csv", dtype="str", encoding="utf-8-sig", keep_default_na=False)
        found = found.mask(found == "")
    variables = {row["variable"]: [each for each in rows if each["variable"] == row["variable"]] for row in rows}
    for name, values in variables.items():
        found[name] = typed(found[name], values)
    found.attrs["labels"] = {name: plain(values[0]["label"]) for name, values in variables.items()}
    return found


def typed(column: pd.Series, values: list[dict[str, str]]) -> pd.Series:
    """A column as numbers, days or categories."""
    if values[0]["level"] == "scale":
        return pd.to_numeric(column).astype("Float64")
    if values[0]["level"] == "date":
        return pd.to_datetime(column)
    codes = {row["code"]: plain(row["words"]) or row["code"] for row in values if row["code"] and not row["missing"]}
    if all(code.isdecimal() for code in codes):
        return pd.to_numeric(column).astype("Int64") if codes else column
    is_clear = len(set(codes.values())) == len(codes)
    said = codes if is_clear else {code: f"{text} ({code})" for code, text in codes.items()}
    ordered = values[0]["level"] == "ordinal"
    words = pd.Categorical(column.astype("str").map(said), categories=list(said.values()), ordered=ordered)
    return pd.Series(words, index=column.index)


if __name__ == "__main__":
    for path in sorted(HERE.glob("*-variables.csv")):
        name = path.name.removesuffix("-variables.csv")
        print(name, read(name).shape)
