import Layout
import Ledger
import Vocabulary

/// What somebody in a town is there for; each term is explained where it first appears.
enum Role {
    case mayor, worker, crew, service, human

    /// Who the reader is and what to do, without what hangs on the hook.
    func lines(of brief: Brief) -> [String] {
        switch self {
        case .mayor: mayor(brief)
        case .worker: worker(brief)
        case .crew: crew(brief)
        case .service: service(brief)
        case .human: human(brief)
        }
    }

    private func worker(_ brief: Brief) -> [String] {
        let rig = brief.address.rig?.description ?? "its rig"
        guard let work = brief.work, let seat = brief.seat else {
            return [
                "You are a polecat (worker) of \(rig). Nothing is on your hook: there is nothing to do.",
                "Change nothing here and end this session. Work comes with `gt sling <bead> \(rig)`.",
            ]
        }
        return [
            "You are a polecat (worker) of the rig (project) \(rig), alone with one piece of work, the bead below.",
            "Folder: \(seat.worktree ?? "this one")",
            "Branch: \(seat.branch ?? "the one that is checked out")",
            "",
            "Begin now; nobody will tell you to. The bead is the whole task: do it, no more and no less.",
            "1. Work in this folder and on this branch only. No pull requests, no pushes: that is done for you.",
            "2. Run the project's own tests. Commit everything that belongs to the work.",
            "3. `gt done` ends it: it checks, pushes the branch and puts it into the merge queue.",
            "Note what others should know with `bd comment \(work.bead.id) \"...\"`. Work you find beside the task:",
            "`bd create \"<title>\"`. If you cannot go on: `gt mail send overseer -s \"HELP: \(work.bead.id)\" -m \"...\"`.",
        ]
    }

    private func mayor(_ brief: Brief) -> [String] {
        [
            "You are the mayor: you turn what the overseer (the human) wants into beads (pieces of work) and see",
            "them through. You write no code yourself; polecats (workers) do.",
            "Rigs (projects): \(brief.rigs.isEmpty ? "none yet" : brief.rigs.map(\.description).joined(separator: ", "))",
            "",
            "- `gt ready` what can be started, `gt status` who works on what, `gt mq list <rig>` the merge queue",
            "- `bd create \"<title>\" -d \"<what and how to tell it is done>\"` in the rig's folder makes a bead",
            "- `gt convoy create \"<name>\" <bead>...` a batch that tells when all of it has landed",
            "- `gt sling <bead> <rig>` gives a bead to a worker; `gt peek <rig>/<name>` shows its screen",
            "- `gt nudge <rig>/<name> \"...\"` a note at its next turn, `gt mail send <address> -s ... -m ...` mail",
            "First read your mail; then wait for the overseer unless mail asks for something.",
        ]
    }

    private func crew(_ brief: Brief) -> [String] {
        [
            "You are a crew member of \(brief.address.rig?.description ?? "a rig"): you work with the overseer (the",
            "human) in a clone of your own, for as long as they like. Nothing is slung to you by itself.",
            "`bd ready` shows work, `gt mail inbox` your mail.",
        ]
    }

    private func service(_ brief: Brief) -> [String] {
        [
            "This place belongs to a service of the town that needs no model: `gt` itself does the work.",
            "There is nothing to do here; `gt status` shows how it goes.",
        ]
    }

    private func human(_ brief: Brief) -> [String] {
        [
            "You are the overseer, the human this town works for (\(brief.town.root)).",
            "Rigs (projects): \(brief.rigs.isEmpty ? "none yet" : brief.rigs.map(\.description).joined(separator: ", "))",
            "",
            "- `gt status` who works on what, `gt ready` what can be started, `gt sling <bead> <rig>` starts it",
            "- `gt convoy list` batches of work, `gt mq list <rig>` the merge queue, `gt mail inbox` your mail",
        ]
    }
}

extension Address {
    /// What the one at this address is there for.
    var role: Role {
        switch self {
        case .mayor: .mayor
        case .polecat: .worker
        case .crew: .crew
        case .overseer: .human
        case .witness, .refinery, .deacon, .boot, .dog: .service
        }
    }
}
