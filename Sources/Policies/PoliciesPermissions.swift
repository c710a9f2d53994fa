import Actions

extension Permission {
    /// Looking at the law in force and at the runs.
    package static let policyRead = Permission("policy.read")
    /// Running the comparison over one's region, and trying other values.
    package static let policyRun = Permission("policy.run")
    /// Proposing another value of a parameter.
    package static let policyPropose = Permission("policy.propose")
    /// Putting in force what somebody else proposed.
    package static let policyApprove = Permission("policy.approve")

    package static let policies: [Permission] = [.policyRead, .policyRun, .policyPropose, .policyApprove]
}
