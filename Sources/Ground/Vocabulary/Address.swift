/// Who acts, writes or is written to: the one type for every address of the town.
///
/// The text is the canonical one: `mayor`, `deacon`, `overseer`, `<rig>/witness`,
/// `<rig>/refinery`, `<rig>/polecats/<name>`, `<rig>/crew/<name>`, `deacon/dogs/<name>`.
package enum Address: Hashable, Sendable, CustomStringConvertible {
    case mayor
    case deacon
    /// The watchdog that looks after the deacon.
    case boot
    case dog(SeatName)
    /// The human.
    case overseer
    case witness(RigName)
    case refinery(RigName)
    case polecat(RigName, SeatName)
    case crew(RigName, SeatName)

    /// Reads an address; one `/` at the end is allowed, as the original writes `mayor/`.
    ///
    /// The short form `<rig>/<name>` is not an address, because it needs a look at the rig.
    package init?(_ text: String) {
        let parts = (text.hasSuffix("/") ? String(text.dropLast()) : text)
            .split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1: self.init(alone: parts[0])
        case 2: self.init(parts[0], parts[1])
        case 3: self.init(parts[0], parts[1], parts[2])
        default: return nil
        }
    }

    private init?(alone text: String) {
        switch text {
        case "mayor": self = .mayor
        case "deacon": self = .deacon
        case "overseer": self = .overseer
        default: return nil
        }
    }

    private init?(_ first: String, _ second: String) {
        if first == "deacon", second == "boot" {
            self = .boot
            return
        }
        guard let rig = RigName(first) else { return nil }
        switch second {
        case "witness": self = .witness(rig)
        case "refinery": self = .refinery(rig)
        default: return nil
        }
    }

    private init?(_ first: String, _ second: String, _ third: String) {
        guard let name = SeatName(third) else { return nil }
        if first == "deacon", second == "dogs" {
            self = .dog(name)
            return
        }
        guard let rig = RigName(first) else { return nil }
        switch second {
        case "polecats": self = .polecat(rig, name)
        case "crew": self = .crew(rig, name)
        default: return nil
        }
    }

    package var description: String {
        switch self {
        case .mayor: "mayor"
        case .deacon: "deacon"
        case .boot: "deacon/boot"
        case .dog(let name): "deacon/dogs/\(name)"
        case .overseer: "overseer"
        case .witness(let rig): "\(rig)/witness"
        case .refinery(let rig): "\(rig)/refinery"
        case .polecat(let rig, let name): "\(rig)/polecats/\(name)"
        case .crew(let rig, let name): "\(rig)/crew/\(name)"
        }
    }

    /// The rig this address belongs to, `nil` for those of the town.
    package var rig: RigName? {
        switch self {
        case .mayor, .deacon, .boot, .dog, .overseer: nil
        case .witness(let rig), .refinery(let rig), .polecat(let rig, _), .crew(let rig, _): rig
        }
    }

    /// Whether it is code of the town's, which reads and says nothing: no agent and no person.
    package var isService: Bool {
        switch self {
        case .deacon, .boot, .dog, .witness, .refinery: true
        case .mayor, .overseer, .polecat, .crew: false
        }
    }

    /// The domain of an address part before the `@` of an e-mail: `gastown.polecats.toast`.
    package var mailbox: String { description.split(separator: "/").joined(separator: ".") }
}
