"""Files, made up: a department's with mistakes, and the register's two with households that nobody has yet."""

import csv
import io

RELATIONS = [("户主", "男"), ("配偶", "女"), ("之子", "男")]
FIRST = 880_000_000_000


def identity(number):
    """An ID number of area 990999, which no one has, right in its check character."""
    day = number // 900
    digits = f"990999{1950 + day // 336 % 60}{day // 28 % 12 + 1:02}{day % 28 + 1:02}{number % 900 + 1:03}"
    weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return digits + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights)) % 11]


def made(batch, households, village):
    """The files of households and persons, as CSV in UTF-8; every household has three people."""
    first = FIRST + batch * 1_000_000
    houses = [["household_id", "village_code", "status", "attribute", "main_cause", "entered_on"]]
    persons = [["household_id", "name", "relation", "sex", "birth_date", "id_number", "ethnicity"]]
    for house in range(households):
        houses.append([first + house, village, "脱贫享受政策", "一般脱贫户", "因病", "2014-05-08"])
        for place, (relation, sex) in enumerate(RELATIONS):
            number = identity((batch * households + house) * len(RELATIONS) + place)
            birth = f"{number[6:10]}-{number[10:12]}-{number[12:14]}"
            persons.append([first + house, "冯" + "甲乙丙"[place], relation, sex, birth, number, "汉族"])
    return text(houses), text(persons)


def allowances(rows):
    """A department's file; every 40th amount is no amount."""
    table = [["身份证号", "姓名", "月保障金额"]]
    for row in range(rows):
        table.append([identity(500_000 + row), "冯" + "甲乙丙"[row % 3], "四百" if row % 40 == 7 else 300 + row % 200])
    return text(table)


def text(rows):
    file = io.StringIO()
    csv.writer(file).writerows(rows)
    return file.getvalue().encode()
