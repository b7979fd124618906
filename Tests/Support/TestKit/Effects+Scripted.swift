package import Effects

extension Effects {
    /// Effects that are the same in every run: a clock that steps and shows UTC, numbers from a seed, an
    /// empty environment and no programs but those of `programs`.
    package static func scripted(
        time: ManualTime = ManualTime(),
        random: ManualRandom = ManualRandom(),
        environment: [String: String] = [:],
        programs: ScriptedPrograms = ScriptedPrograms()
    ) -> Effects {
        Effects(
            now: time.now,
            zone: { _ in 0 },
            pause: time.pause,
            random: random.next,
            environment: environment,
            processes: programs.runner
        )
    }
}
