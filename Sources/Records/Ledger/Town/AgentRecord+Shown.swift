extension AgentRecord {
    /// What a seat is doing, for people and scripts: `working` or `stalled` (the daemon starts it again) with work on the
    /// hook, by whether it has a session; else what the seat says of itself.
    package func shownState(hasSession: Bool) -> String {
        guard hook != nil else { return state == .working ? State.idle.rawValue : state.rawValue }
        switch state {
        case .stuck, .escalated: return state.rawValue
        default: return !hasSession ? "stalled" : state == .spawning ? state.rawValue : State.working.rawValue
        }
    }

    /// The branch of the present work; that of an earlier occupation may be gone, and is nothing that the seat has.
    package var shownBranch: String? { hook == nil ? nil : branch }
}
