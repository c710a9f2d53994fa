extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let times = #"""
        timestamp('2009-02-13T23:31:30Z') ⇒ "2009-02-13T23:31:30Z"
        timestamp('2009-02-14T07:31:30+08:00') ⇒ "2009-02-13T23:31:30Z"
        timestamp('2009-02-13T23:31:30.5Z') ⇒ "2009-02-13T23:31:30.5Z"
        timestamp(1234567890) ⇒ "2009-02-13T23:31:30Z"
        timestamp('1969-12-31T23:59:59.999999999Z') ⇒ "1969-12-31T23:59:59.999999999Z"
        timestamp(timestamp(0)) == timestamp(0) ⇒ true
        timestamp('0000-01-01T00:00:00Z') ⇒ !range
        timestamp('10000-01-01T00:00:00Z') ⇒ !range
        timestamp('2009-02-30T00:00:00Z') ⇒ !
        timestamp('2009-02-13') ⇒ !
        timestamp('2009-02-13T24:00:00Z') ⇒ !
        timestamp(253402300800) ⇒ !range
        int(timestamp('0001-01-01T00:00:00Z')) ⇒ -62135596800
        duration('1h30m') ⇒ "5400s"
        duration('-1.5s') ⇒ "-1.5s"
        duration('100ms') ⇒ "0.1s"
        duration('1us1ns') ⇒ "0.000001001s"
        duration('0') ⇒ "0s"
        duration('0.5h') ⇒ "1800s"
        duration('320000000000s') ⇒ !range
        duration('9223372036s') ⇒ "9223372036s"
        duration('9223372037s') ⇒ !range
        duration('1') ⇒ !
        duration('') ⇒ !
        duration('1d') ⇒ !
        duration('s') ⇒ !
        duration('--1s') ⇒ !
        timestamp('2009-02-13T23:31:30Z') + duration('30s') ⇒ "2009-02-13T23:32:00Z"
        duration('1s') + timestamp('1969-12-31T23:59:59Z') ⇒ "1970-01-01T00:00:00Z"
        timestamp('2009-02-13T23:31:30Z') - duration('1ns') ⇒ "2009-02-13T23:31:29.999999999Z"
        timestamp('2009-02-14T00:00:00Z') - timestamp('2009-02-13T00:00:00.25Z') ⇒ "86399.75s"
        duration('1h') - duration('90m') ⇒ "-1800s"
        timestamp('9999-12-31T23:59:59Z') + duration('1s') ⇒ !range
        timestamp('0001-01-01T00:00:00Z') - duration('1ns') ⇒ !range
        timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z') ⇒ !range
        duration('9223372036s') + duration('9223372036s') ⇒ !range
        timestamp(0) + timestamp(0) ⇒ !no such overload
        timestamp(1) > timestamp(0) ⇒ true
        duration('1m') == duration('60s') ⇒ true
        duration('59s') < duration('1m') ⇒ true
        # Parts; a Friday
        timestamp('2009-02-13T23:31:30.123Z').getFullYear() ⇒ 2009
        timestamp('2009-02-13T23:31:30.123Z').getMonth() ⇒ 1
        timestamp('2009-02-13T23:31:30.123Z').getDate() ⇒ 13
        timestamp('2009-02-13T23:31:30.123Z').getDayOfMonth() ⇒ 12
        timestamp('2009-02-13T23:31:30.123Z').getDayOfWeek() ⇒ 5
        timestamp('2009-02-13T23:31:30.123Z').getDayOfYear() ⇒ 43
        timestamp('2009-02-13T23:31:30.123Z').getHours() ⇒ 23
        timestamp('2009-02-13T23:31:30.123Z').getMinutes() ⇒ 31
        timestamp('2009-02-13T23:31:30.123Z').getSeconds() ⇒ 30
        timestamp('2009-02-13T23:31:30.123Z').getMilliseconds() ⇒ 123
        timestamp('0001-01-01T00:00:00Z').getDayOfWeek() ⇒ 1
        # On the clock of a place
        timestamp('2009-02-13T23:31:30Z').getDate('Asia/Shanghai') ⇒ 14
        timestamp('2009-02-13T23:31:30Z').getHours('Asia/Shanghai') ⇒ 7
        timestamp('2009-02-13T23:31:30Z').getHours('+08:00') ⇒ 7
        timestamp('2009-02-13T23:31:30Z').getHours('08:00') ⇒ 7
        timestamp('2009-02-13T02:00:00Z').getDayOfMonth('-02:30') ⇒ 11
        timestamp('2009-02-13T02:00:00Z').getDayOfMonth('America/St_Johns') ⇒ 11
        timestamp('2009-02-13T23:31:30Z').getMinutes('Asia/Kathmandu') ⇒ 16
        timestamp('2009-07-01T00:00:00Z').getHours('Europe/Berlin') ⇒ 2
        timestamp('2009-01-01T00:00:00Z').getHours('Europe/Berlin') ⇒ 1
        timestamp('2009-02-13T23:31:30Z').getHours('UTC') ⇒ 23
        timestamp('2009-02-13T23:31:30Z').getDayOfMonth('US/Central') ⇒ 12
        timestamp(0).getHours('Mars/Olympus') ⇒ !time zone
        timestamp(0).getHours(1) ⇒ !no such overload
        duration('3h30m').getHours() ⇒ 3
        duration('3h30m').getMinutes() ⇒ 210
        duration('3h30m').getSeconds() ⇒ 12600
        duration('1.25s').getMilliseconds() ⇒ 250
        duration('1s').getDate() ⇒ !no such overload
        """#
}
