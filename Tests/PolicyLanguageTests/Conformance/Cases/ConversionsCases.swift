extension ConformanceTable {
    /// The form is described at `ConformanceTests`.
    static let conversions = #"""
        int(7) ⇒ 7
        int(7u) ⇒ 7
        int(-7.9) ⇒ -7
        int('-42') ⇒ -42
        int('4x') ⇒ !
        int('') ⇒ !
        int(' 1') ⇒ !
        int('9223372036854775808') ⇒ !
        int(18446744073709551615u) ⇒ !range
        int(9223372036854775807.0) ⇒ !range
        int(-9223372036854775808.0) ⇒ !range
        int(9223372036854774784.0) ⇒ 9223372036854774784
        int(0.0 / 0.0) ⇒ !range
        int(1.0 / 0.0) ⇒ !range
        int(true) ⇒ !no such overload
        int(null) ⇒ !no such overload
        int(timestamp('1970-01-02T00:00:00Z')) ⇒ 86400
        uint(7) ⇒ 7
        uint(-1) ⇒ !range
        uint(7.9) ⇒ 7
        uint(-0.5) ⇒ !range
        uint(1e19) ⇒ 10000000000000000000
        uint(18446744073709551615.0) ⇒ !range
        uint('300') ⇒ 300
        uint('-1') ⇒ !
        double(7) ⇒ 7.0
        double(18446744073709551615u) ⇒ 1.8446744073709552e+19
        double('1.5e3') ⇒ 1500.0
        double('-0.0') ⇒ -0.0
        double('NaN') ⇒ "NaN"
        double('x') ⇒ !
        double('') ⇒ !
        bool('true') ⇒ true
        bool('TRUE') ⇒ true
        bool('t') ⇒ true
        bool('1') ⇒ true
        bool('False') ⇒ false
        bool('f') ⇒ false
        bool('0') ⇒ false
        bool('yes') ⇒ !
        bool(true) ⇒ true
        bool(1) ⇒ !no such overload
        string(7) ⇒ "7"
        string(-7) ⇒ "-7"
        string(7u) ⇒ "7"
        string(1.5) ⇒ "1.5"
        string(-0.0045) ⇒ "-0.0045"
        string(1.0) ⇒ "1"
        string(123456789.0) ⇒ "123456789"
        string(1e-7) ⇒ "1e-07"
        string(2.5e30) ⇒ "2.5e+30"
        string(true) ⇒ "true"
        string('a') ⇒ "a"
        string(b'\303\277') ⇒ "ÿ"
        string(b'\xff') ⇒ !invalid UTF-8
        string(null) ⇒ !no such overload
        string(timestamp('2009-02-13T23:31:30Z')) ⇒ "2009-02-13T23:31:30Z"
        string(duration('90m')) ⇒ "5400s"
        bytes('ÿ') ⇒ "w78="
        bytes(b'a') ⇒ "YQ=="
        bytes('\377') == b'\377' ⇒ false
        type(1) ⇒ "int"
        type(1u) ⇒ "uint"
        type(1.0) ⇒ "double"
        type('a') ⇒ "string"
        type(b'a') ⇒ "bytes"
        type(true) ⇒ "bool"
        type(null) ⇒ "null_type"
        type([]) ⇒ "list"
        type({}) ⇒ "map"
        type(int) ⇒ "type"
        type(type(1)) ⇒ "type"
        type(timestamp(0)) == google.protobuf.Timestamp ⇒ true
        type(duration('1s')) == google.protobuf.Duration ⇒ true
        google.protobuf.Int32Value ⇒ !unsupported
        type(1, 2) ⇒ !
        list ⇒ "list"
        map ⇒ "map"
        type ⇒ "type"
        dyn(1) ⇒ 1
        dyn ⇒ !undeclared
        """#
}
