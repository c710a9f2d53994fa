extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let ours = #"""
        # Dates
        date('2025-06-30') ⇒ "2025-06-30"
        date('2025-06-31') ⇒ !date
        date('2025-6-3') ⇒ !date
        date('2025-06-30') < date('2025-07-01') ⇒ true
        date('2025-06-30') == date('2025-06-30') ⇒ true
        date('2025-03-01') - date('2024-03-01') ⇒ 365
        date('2024-02-28') + 2 ⇒ "2024-03-01"
        date('2024-03-01') - 1 ⇒ "2024-02-29"
        date('9999-12-31') + 1 ⇒ !out of range
        date('2025-06-30') + date('2025-06-30') ⇒ !no such overload
        date('2025-06-30') - 9223372036854775807 ⇒ !out of range
        date('2025-06-30') - -9223372036854775808 ⇒ !overflow
        year(date('2025-06-30')) ⇒ 2025
        month(date('2025-06-30')) ⇒ 6
        day(date('2025-06-30')) ⇒ 30
        ymd(date('2025-06-30')) ⇒ 20250630
        monthIndex(date('2025-06-30')) ⇒ 24305
        addDays(date('2025-06-30'), 1) ⇒ "2025-07-01"
        addMonths(date('2025-01-31'), 1) ⇒ "2025-02-28"
        addMonths(date('2025-03-31'), -1) ⇒ "2025-02-28"
        addYears(date('2024-02-29'), 1) ⇒ "2025-02-28"
        addYears(date('2025-06-30'), 9223372036854775807) ⇒ !out of range
        daysBetween(date('2025-06-30'), date('2025-07-02')) ⇒ 2
        monthsBetween(date('2025-01-31'), date('2025-02-28')) ⇒ 0
        yearsBetween(date('2000-07-01'), date('2025-06-30')) ⇒ 24
        yearsBetween(date('2000-06-30'), date('2025-06-30')) ⇒ 25
        string(date('2025-06-30')) ⇒ "2025-06-30"
        # Money, in fen
        yuan(12.5) ⇒ 1250
        yuan(50000) ⇒ 5000000
        yuan(0.29) ⇒ 29
        yuan(1.005) ⇒ !two decimals
        yuan('5') ⇒ !no such overload
        yuan(92233720368547759) ⇒ !overflow
        yuan(1) + yuan(2) ⇒ 300
        yuan(1) - yuan(2) ⇒ -100
        yuan(10) * 3 ⇒ 3000
        3 * yuan(10) ⇒ 3000
        yuan(10) / 3 ⇒ 333
        yuan(-10) / 3 ⇒ -333
        yuan(10) * decimal(0.33) ⇒ 330
        yuan(0.99) * decimal(0.5) ⇒ 49
        yuan(-0.99) * decimal(0.5) ⇒ -49
        decimal(0.5) * yuan(1) ⇒ 50
        -yuan(1) ⇒ -100
        yuan(1) / 0 ⇒ !division by zero
        yuan(90000000000000000) + yuan(90000000000000000) ⇒ !overflow
        yuan(90000000000000000) * decimal(2) ⇒ !overflow
        yuan(1) / yuan(1) ⇒ !no such overload
        yuan(1) + 1 ⇒ !unit clash
        yuan(1) > 1 ⇒ !unit clash
        yuan(1) == 1 ⇒ !unit clash
        yuan(1) > m2(1) ⇒ !unit clash
        yuan(2) > yuan(1.99) ⇒ true
        yuan(2) in [yuan(1), yuan(2)] ⇒ true
        # Decimals with a unit, in hundredths
        m2(13) ⇒ 1300
        m2(13.25) + m2(0.75) ⇒ 1400
        m2(13) + mu(1) ⇒ !unit clash
        m2(13) > mu(1) ⇒ !unit clash
        m2(13) * 2 ⇒ 2600
        m2(13) / 4 ⇒ 325
        m2(13) * decimal(0.5) ⇒ 650
        m2(13) * m2(2) ⇒ !
        percent(60) > percent(59.99) ⇒ true
        km(2) - km(0.5) ⇒ 150
        decimal(1.5) * decimal(1.5) ⇒ 225
        # Lists
        sum([1, 2, 3]) ⇒ 6
        sum([]) ⇒ 0
        sum([yuan(1), yuan(2.5)]) ⇒ 350
        sum([m2(1), mu(1)]) ⇒ !unit clash
        sum([1, yuan(1)]) ⇒ !unit clash
        sum(['a']) ⇒ !no such overload
        sum([9223372036854775807, 1]) ⇒ !overflow
        sum(1) ⇒ !no such overload
        min([3, 1, 2]) ⇒ 1
        max([date('2025-01-01'), date('2025-06-30')]) ⇒ "2025-06-30"
        max([yuan(1), yuan(3), yuan(2)]) ⇒ 300
        min([]) ⇒ !empty list
        max([1, yuan(1)]) ⇒ !unit clash
        distinct([3, 1, 3, 2, 1]) ⇒ [3, 1, 2]
        distinct(['é', 'e\u0301']) == ['é', 'e\u0301'] ⇒ true
        distinct([date('2025-01-01'), date('2025-01-01')]) ⇒ ["2025-01-01"]
        gaps([2020, 2015, 2018]) ⇒ [3, 2]
        gaps([date('2025-03-01'), date('2025-02-01')]) ⇒ [28]
        gaps([5]) ⇒ []
        gaps([1, date('2025-01-01')]) ⇒ !no such overload
        gaps([-9223372036854775808, 9223372036854775807]) ⇒ !overflow
        abs(-5) ⇒ 5
        abs(yuan(-5)) ⇒ 500
        abs(-2.5) ⇒ 2.5
        abs(-9223372036854775808) ⇒ !overflow
        # Names and numbers; the area 990101 was never given to anybody
        sameName('阿 卜·力孜', '阿卜・力孜') ⇒ true
        sameName('张三', '张四') ⇒ false
        normaliseID(' 99010119900307002x ') ⇒ "99010119900307002X"
        validResidentID('990101199003070024') ⇒ false
        validResidentID('99010119900307002') ⇒ false
        validResidentID('') ⇒ false
        birthDate('990101199003070024') ⇒ "1990-03-07"
        birthDate('990101199013070024') ⇒ !date of birth
        birthDate('x') ⇒ !date of birth
        sexDigit('990101199003070024') ⇒ 2
        sexDigit('99') ⇒ !17 digits
        validBankCard('1') ⇒ false
        validCreditCode('1') ⇒ false
        validDisabilityCard('1') ⇒ false
        """#
}
