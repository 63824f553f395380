using ActiveReach.Settings;

namespace ActiveReach.Azure.Accounts.Access;

/// <summary>The database of Cosmos DB that documents and people are kept in.</summary>
public sealed record CosmosOptions
{
    public required AccountOptions Account { get; init; }

    /// <summary><c>…__Database</c>: its name in the account. Default <c>activereach</c>.</summary>
    public string Database { get; init; } = "activereach";

    /// <returns>Null where no account is named.</returns>
    public static CosmosOptions? Read(SettingSection section)
    {
        var (account, database) = (AccountOptions.Read(section, AccountKind.Cosmos), section.TextOrNone("Database", "a name of a database, without / \\ # ?", IsName, otherwise: "activereach")!);
        return account is null ? null : new CosmosOptions { Account = account, Database = database };
    }

    private static bool IsName(string text) => text.Length <= 255 && text.AsSpan().IndexOfAny(@"/\#?") < 0;
}
