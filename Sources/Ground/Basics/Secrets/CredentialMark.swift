/// The marks by which a single word shows itself as a credential.
struct CredentialMark {
    let prefix: String
    let kind: String
    /// How many characters follow at least.
    let least: Int
    /// Of what they are made.
    var alphabet = Alphabet.token

    enum Alphabet { case upper, hex, alphanumeric, token }

    /// What kind of credential a word is, `nil` for an ordinary word.
    static func kind(of word: ArraySlice<UInt8>) -> String? {
        // Dots at the end belong to the sentence.
        var word = word
        while word.last == UInt8(ascii: ".") { word.removeLast() }
        guard word.count >= 16 else { return nil }
        if let mark = all.first(where: { $0.stands(in: word) }) { return mark.kind }
        if isWebToken(word) { return "JSON web token" }
        return isBotToken(word) ? "bot token" : kind(behindHyphensOf: word)
    }

    /// What kind of credential follows a hyphen of the word, as in an id, whose prefix is not looked for.
    private static func kind(behindHyphensOf word: ArraySlice<UInt8>) -> String? {
        var rest = word
        while let hyphen = rest.firstIndex(of: UInt8(ascii: "-")) {
            rest = rest[(hyphen + 1)...]
            guard rest.count >= 16 else { return nil }
            if let mark = all.first(where: { $0.stands(in: rest) && $0.isRandom(rest) }) { return mark.kind }
            if isWebToken(rest) { return "JSON web token" }
        }
        return nil
    }

    private func stands(in word: ArraySlice<UInt8>) -> Bool {
        word.starts(with: prefix.utf8) && fits(word.dropFirst(prefix.utf8.count))
    }

    /// Whether what follows the mark is no row of words between hyphens, such as a branch has (`fix-pypi-upload-of-…`): a
    /// long piece without any, and a digit.
    private func isRandom(_ word: ArraySlice<UInt8>) -> Bool {
        guard alphabet == .token else { return true }
        let rest = word.dropFirst(prefix.utf8.count)
        let pieces = rest.split { $0 == 95 || $0 == 45 || $0 == 46 }
        return pieces.contains { $0.count >= 16 } && rest.contains { (48...57).contains($0) }
    }

    private func fits(_ rest: ArraySlice<UInt8>) -> Bool {
        rest.count >= least
            && rest.allSatisfy { byte in
                switch alphabet {
                case .upper: (48...57).contains(byte) || (65...90).contains(byte)
                case .hex: (48...57).contains(byte) || (97...102).contains(byte)
                case .alphanumeric: byte.isWordByte && byte != 95 && byte != 45 && byte != 46
                case .token: byte.isWordByte
                }
            }
    }

    /// Three parts between dots, the first two of which are JSON objects in base 64.
    private static func isWebToken(_ word: ArraySlice<UInt8>) -> Bool {
        let parts = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.count == 3 && parts[0].starts(with: "eyJ".utf8) && parts[1].starts(with: "eyJ".utf8)
            && parts[2].count >= 16
    }

    /// Discord's form: an id in base 64, a time, a signature.
    private static func isBotToken(_ word: ArraySlice<UInt8>) -> Bool {
        let parts = word.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return parts.map(\.count).elementsEqual([24, 6, 27]) || parts.map(\.count).elementsEqual([26, 6, 38])
    }

    private static let all: [CredentialMark] = [
        CredentialMark(prefix: "AKIA", kind: "AWS key", least: 16, alphabet: .upper),
        CredentialMark(prefix: "ASIA", kind: "AWS key", least: 16, alphabet: .upper),
        CredentialMark(prefix: "ghp_", kind: "GitHub token", least: 30, alphabet: .alphanumeric),
        CredentialMark(prefix: "gho_", kind: "GitHub token", least: 30, alphabet: .alphanumeric),
        CredentialMark(prefix: "ghu_", kind: "GitHub token", least: 30, alphabet: .alphanumeric),
        CredentialMark(prefix: "ghs_", kind: "GitHub token", least: 30),
        CredentialMark(prefix: "ghr_", kind: "GitHub token", least: 30),
        CredentialMark(prefix: "github_pat_", kind: "GitHub token", least: 22),
        CredentialMark(prefix: "glpat-", kind: "GitLab token", least: 20),
        CredentialMark(prefix: "glrt-", kind: "GitLab token", least: 20),
        CredentialMark(prefix: "sk-ant-", kind: "Anthropic key", least: 20),
        CredentialMark(prefix: "sk-proj-", kind: "OpenAI key", least: 20),
        CredentialMark(prefix: "sk-", kind: "API key", least: 32, alphabet: .alphanumeric),
        CredentialMark(prefix: "AIza", kind: "Google API key", least: 35),
        CredentialMark(prefix: "ya29.", kind: "Google token", least: 20),
        CredentialMark(prefix: "GOCSPX-", kind: "Google client secret", least: 20),
        CredentialMark(prefix: "xoxb-", kind: "Slack token", least: 20),
        CredentialMark(prefix: "xoxp-", kind: "Slack token", least: 20),
        CredentialMark(prefix: "xoxa-", kind: "Slack token", least: 20),
        CredentialMark(prefix: "xoxs-", kind: "Slack token", least: 20),
        CredentialMark(prefix: "xapp-", kind: "Slack token", least: 20),
        CredentialMark(prefix: "sk_live_", kind: "Stripe key", least: 16),
        CredentialMark(prefix: "sk_test_", kind: "Stripe key", least: 16),
        CredentialMark(prefix: "rk_live_", kind: "Stripe key", least: 16),
        CredentialMark(prefix: "whsec_", kind: "Stripe key", least: 24),
        CredentialMark(prefix: "npm_", kind: "npm token", least: 36, alphabet: .alphanumeric),
        CredentialMark(prefix: "pypi-", kind: "PyPI token", least: 40),
        CredentialMark(prefix: "hf_", kind: "Hugging Face token", least: 30, alphabet: .alphanumeric),
        CredentialMark(prefix: "SG.", kind: "SendGrid key", least: 40),
        CredentialMark(prefix: "dop_v1_", kind: "DigitalOcean token", least: 40, alphabet: .hex),
        CredentialMark(prefix: "dckr_pat_", kind: "Docker token", least: 20),
        CredentialMark(prefix: "hvs.", kind: "Vault token", least: 20),
        CredentialMark(prefix: "dapi", kind: "Databricks token", least: 32, alphabet: .hex),
        CredentialMark(prefix: "lin_api_", kind: "Linear key", least: 30),
        CredentialMark(prefix: "shpat_", kind: "Shopify token", least: 30),
        CredentialMark(prefix: "ATATT3", kind: "Atlassian token", least: 30),
        CredentialMark(prefix: "AGE-SECRET-KEY-1", kind: "age key", least: 50, alphabet: .upper),
    ]
}
