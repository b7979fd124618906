package import Vocabulary

// Sessions are `<prefix>-<name>`, those of the town `hq-<name>`. A rig's prefix holds no hyphen, or
// `a` + `b-c` and `a-b` + `c` would be one session.
extension Address {
    /// The exact name of the agent's tmux session; `prefix` is that of the agent's rig and has no meaning for agents of the town.
    package func session(prefix: Prefix) -> String {
        switch self {
        case .mayor: "hq-mayor"
        case .deacon: "hq-deacon"
        case .boot: "hq-boot"
        case .dog(let name): "hq-dog-\(name)"
        case .overseer: "hq-overseer"
        case .witness: "\(prefix)-witness"
        case .refinery: "\(prefix)-refinery"
        case .polecat(_, let name): "\(prefix)-\(name)"
        case .crew(_, let name): "\(prefix)-crew-\(name)"
        }
    }

    /// The bead that holds the agent's state, `nil` for the human; `prefix` is that of the agent's rig.
    package func agentBead(prefix: Prefix) -> BeadID? {
        func bead(_ rig: RigName, _ rest: String) -> BeadID {
            // As the original: a rig that is called like its prefix is not named twice.
            BeadID(trusted: rig.description == prefix.description ? "\(prefix)-\(rest)" : "\(prefix)-\(rig)-\(rest)")
        }
        return switch self {
        case .mayor: BeadID(trusted: "hq-mayor")
        case .deacon: BeadID(trusted: "hq-deacon")
        case .boot: BeadID(trusted: "hq-boot")
        case .dog(let name): BeadID(trusted: "hq-dog-\(name)")
        case .overseer: nil
        case .witness(let rig): bead(rig, "witness")
        case .refinery(let rig): bead(rig, "refinery")
        case .polecat(let rig, let name): bead(rig, "polecat-\(name)")
        case .crew(let rig, let name): bead(rig, "crew-\(name)")
        }
    }

    /// The folder the agent works in, `nil` for the human.
    package func home(in town: TownLayout) -> String? {
        switch self {
        case .mayor: town.mayor
        case .deacon: town.root + "/deacon"
        case .boot: town.root + "/deacon/dogs/boot"
        case .dog(let name): "\(town.root)/deacon/dogs/\(name)"
        case .overseer: nil
        case .witness(let rig): town.rig(rig).witness
        case .refinery(let rig): town.rig(rig).refineryWorktree
        case .polecat(let rig, let name): town.rig(rig).seat(name).worktree
        case .crew(let rig, let name): "\(town.rig(rig).crew)/\(name)"
        }
    }

    /// Whose home `folder` is: its own address or that of the seat it lies in; `nil` outside of all.
    package init?(home folder: String, in town: TownLayout) {
        guard let names = PathText.names(from: town.root, to: folder), let first = names.first else { return nil }
        let rest = Array(names.dropFirst())
        if first == "mayor" {
            self = .mayor
        } else if first == "deacon" {
            self = Self.deaconHome(rest)
        } else if let rig = RigName(first), let second = rest.first {
            let name = rest.count > 1 ? SeatName(rest[1]) : nil
            switch (second, name) {
            case ("mayor", _): self = .mayor
            case ("witness", _): self = .witness(rig)
            case ("refinery", _): self = .refinery(rig)
            case ("polecats", let name?): self = .polecat(rig, name)
            case ("crew", let name?): self = .crew(rig, name)
            default: return nil
            }
        } else {
            return nil
        }
    }

    private static func deaconHome(_ rest: [String]) -> Address {
        guard rest.count > 1, rest[0] == "dogs" else { return .deacon }
        if rest[1] == "boot" { return .boot }
        return SeatName(rest[1]).map(Address.dog) ?? .deacon
    }
}
