namespace ActiveReach.Azure.Accounts.Access;

/// <summary>Tells a connection string of an emulator from one that opens somebody's account.</summary>
internal static class EmulatorConnection
{
    /// <summary>The keys that every emulator has, as the documents of Azurite and of the emulator of Cosmos DB print them: they open nothing else.</summary>
    private static readonly string[] KnownKeys =
    [
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
        "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==",
    ];

    /// <summary>One that asks for the emulator by name, has an emulator's key, or leads to this machine, where no account of Azure is.</summary>
    public static bool IsMeant(string text)
    {
        var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .Where(part => part.Length == 2)
            .GroupBy(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(part => part.Key, part => part.Last(), StringComparer.OrdinalIgnoreCase);
        if (parts.TryGetValue("UseDevelopmentStorage", out var asked))
            return asked.Equals("true", StringComparison.OrdinalIgnoreCase);
        var endpoints = parts.Where(part => part.Key.EndsWith("Endpoint", StringComparison.OrdinalIgnoreCase)).Select(part => part.Value).ToList();
        return parts.TryGetValue("AccountKey", out var key)
            && endpoints.Count > 0
            && (KnownKeys.Contains(key, StringComparer.Ordinal) || endpoints.TrueForAll(each => Uri.TryCreate(each, UriKind.Absolute, out var address) && address.IsLoopback));
    }
}
