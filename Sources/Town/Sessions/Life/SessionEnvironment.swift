import Git
import Layout
import Settings
import Vocabulary

/// What a session's programs find in their environment: what the town names, what the agent's `env`
/// names, and nothing else of whoever started it.
struct SessionEnvironment {
    let town: TownLayout
    /// The environment of the command that starts the session.
    let caller: [String: String]
    /// The folder of this installation's programs.
    let programs: String
    /// How the session's host is found.
    let host: String

    /// `run` names this start of the session; a new one for the same occupation has another.
    func variables(for order: SessionOrder, session: String, run: String) -> [String: String] {
        var all: [String: String] = [:]
        let address = order.address
        all["GT_ROLE"] = address.description
        all["BD_ACTOR"] = address.description
        all["GT_ROOT"] = town.root
        all["GT_TOWN_ROOT"] = town.root
        all["GIT_CEILING_DIRECTORIES"] = town.root
        all["GT_SESSION"] = session
        all["GT_RUN"] = run
        all["GT_TMUX_SOCKET"] = host
        all["BEADS_DIR"] = beads(of: address).path
        all["PATH"] = path
        all.merge(GitIdentity(address).environment) { $1 }
        all.merge(parts(of: address)) { $1 }
        all["GT_INCARNATION"] = order.incarnation?.description
        all["GT_TOKEN"] = order.token?.description
        all["GT_BRANCH"] = order.branch
        all["POLECAT_SLOT"] = order.slot?.description
        // Says that every ledger here is a test's; the programs inside refuse others.
        all["GT_TEST_STORES"] = caller["GT_TEST_STORES"]
        all["DOLTLITE_LIB"] = caller["DOLTLITE_LIB"]
        if case .agent(let plan) = order.work { all.merge(variables(of: plan)) { $1 } }
        return all
    }

    /// Where a session looks for the program of an agent.
    func searchPath(of plan: AgentPlan) -> String? { plan.environment["PATH"] ?? path }

    private func variables(of plan: AgentPlan) -> [String: String] {
        var all: [String: String] = [:]
        if let preset = plan.preset {
            for (name, value) in caller where preset.passedOn(name) { all[name] = value }
            if preset.readsClaudeSettings {
                all["CLAUDECODE"] = ""
                all["NODE_OPTIONS"] = ""
            }
        }
        all["GT_AGENT"] = plan.name
        all["GT_PROCESS_NAMES"] = plan.processNames.joined(separator: ",")
        return all.merging(plan.environment) { $1 }
    }

    private func parts(of address: Address) -> [String: String] {
        var all: [String: String] = [:]
        all["GT_RIG"] = address.rig?.description
        switch address {
        case .polecat(let rig, let name):
            all["GT_POLECAT"] = name.description
            all["GT_POLECAT_PATH"] = town.rig(rig).seat(name).worktree
            all["BEADS_AGENT_NAME"] = "\(rig)/\(name)"
        case .crew(let rig, let name):
            all["GT_CREW"] = name.description
            all["BEADS_AGENT_NAME"] = "\(rig)/\(name)"
        case .witness(let rig): all["BEADS_AGENT_NAME"] = "\(rig)/witness"
        case .refinery(let rig): all["BEADS_AGENT_NAME"] = "\(rig)/refinery"
        case .dog(let name):
            all["GT_DOG_NAME"] = name.description
            all["BEADS_AGENT_NAME"] = "deacon/\(name)"
        case .mayor, .deacon, .boot, .overseer: all["BEADS_AGENT_NAME"] = address.description
        }
        return all
    }

    private func beads(of address: Address) -> BeadsFolder {
        address.rig.map { town.rig($0).beads } ?? town.beads
    }

    /// The caller's, with this installation first, so that agents find the `gt` that started them.
    private var path: String {
        let rest = (caller["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":").filter { $0 != programs }
        return ([Substring(programs)] + rest).joined(separator: ":")
    }
}
