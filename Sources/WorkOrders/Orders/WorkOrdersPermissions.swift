import Actions

extension Permission {
    /// Seeing work of one's own region; for a department, what it was asked to put right.
    package static let workOrderRead = Permission("workOrder.read")
    /// Taking work up and sending it back.
    package static let workOrderDo = Permission("workOrder.do")
    /// Giving out, moving deadlines, handing over, reminding, taking back.
    package static let workOrderDispatch = Permission("workOrder.dispatch")
}
