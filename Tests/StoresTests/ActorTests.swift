import Effects
import Stores
import TestKit
import Testing
import Vocabulary

@Suite struct ActorTests {
    private func question(_ environment: [String: String]) -> ProcessCall {
        ProcessCall(
            "git",
            ["config", "--null", "--get-regexp", "^user\\.(name|email)$"],
            in: "/work",
            environment: environment,
            limit: .seconds(5)
        )
    }

    private func actor(
        _ environment: [String: String],
        named: String? = nil,
        _ programs: ScriptedPrograms = ScriptedPrograms()
    ) -> Actor {
        let effects = Effects.scripted(environment: environment, programs: programs)
        let stores = Stores(
            finder: StoreFinder(folder: "/work", environment: environment),
            effects: effects,
            actor: named
        )
        stores.askForActor()
        defer { programs.finish() }
        _ = stores.actor
        return stores.actor
    }

    @Test func theEnvironmentTellsWithoutACallOfGit() {
        #expect(actor(["BEADS_ACTOR": "ana", "BD_ACTOR": "bob"]) == Actor("ana"))
        #expect(actor(["BD_ACTOR": "bob", "GIT_AUTHOR_EMAIL": "b@x"]) == Actor("bob", email: "b@x"))
        #expect(actor(["BEADS_ACTOR": "ana"], named: "eve") == Actor("eve"))
    }

    @Test func gitIsAskedOnceForNameAndMail() {
        let programs = ScriptedPrograms()
        let environment = ["USER": "u"]
        programs.expect(
            question(environment),
            answers: ProcessOutcome(output: "user.name\nold\0user.email\nana@x\0user.name\nAna B\0")
        )
        #expect(actor(environment, programs) == Actor("Ana B", email: "ana@x"))
    }

    @Test func withoutGitTheUserOfTheMachineActs() {
        let programs = ScriptedPrograms()
        programs.expect(question(["USER": "u"]), fails: .notFound(program: "git"))
        #expect(actor(["USER": "u"], programs) == Actor("u"))
        let others = ScriptedPrograms()
        others.expect(question([:]), answers: ProcessOutcome(status: 1))
        #expect(actor([:], others) == Actor("unknown"))
    }
}
