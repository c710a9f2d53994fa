import Actions
import Basics
import Storage

extension CalendarDate: Described {
    package static var schema: Schema { .text(format: "date") }
    package static var sample: CalendarDate { .first }
}

extension Moment: Described {
    package static var schema: Schema { .integer(minimum: nil) }
    package static var sample: Moment { Moment(milliseconds: 0) }
}

extension Permission: Described {
    package static var schema: Schema { .text() }
    package static var sample: Permission { Permission("") }
}
