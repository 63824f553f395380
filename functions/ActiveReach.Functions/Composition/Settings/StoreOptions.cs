using System.Globalization;
using ActiveReach.Azure.Accounts.Access;
using ActiveReach.Functions.Hosting;
using ActiveReach.Settings;

namespace ActiveReach.Functions.Composition;

/// <summary>Where the app keeps what it knows, role by role: an account where that is in Azure, null where it is in this process.</summary>
internal sealed record StoreOptions
{
    /// <summary><c>ActiveReach__DataDirectory</c>: where the files lie. Default <c>./.data</c>.</summary>
    public required string DataDirectory { get; init; }

    /// <summary><c>ActiveReach__Store__Documents</c>: <c>sqlite</c> or <c>cosmos</c>. Default as <c>ActiveReach__Store</c> says.</summary>
    public CosmosOptions? Documents { get; init; }

    /// <summary><c>ActiveReach__Store__Ledger</c>: <c>sqlite</c> or <c>tables</c>. Default as <c>ActiveReach__Store</c> says.</summary>
    public AccountOptions? Ledger { get; init; }

    /// <summary><c>ActiveReach__Store__Queues</c>: <c>embedded</c> or <c>storage</c>. Default what the host has.</summary>
    public AccountOptions? Queues { get; init; }

    /// <summary><c>ActiveReach__Store__Media</c>: <c>files</c> or <c>blobs</c>. Default as <c>ActiveReach__Store</c> says.</summary>
    public AccountOptions? Media { get; init; }

    /// <summary>Whether other processes may keep theirs in the same place.</summary>
    public bool IsInCloud => (Documents?.Account ?? Ledger ?? Queues ?? Media) is not null;

    /// <summary>Whether anything is kept in the file of this process.</summary>
    public bool UsesSqlite => Documents is null || Ledger is null;

    public static StoreOptions Read(SettingReader settings, HostKind host)
    {
        var section = settings.Section("ActiveReach");
        var (all, roles) = (new StoreWords(section, host), section.Section("Store"));
        var documents = CosmosOptions.Read(roles.Section(StoreRole.Documents.Name));
        var ledger = AccountOptions.Read(roles.Section(StoreRole.Ledger.Name), AccountKind.Tables);
        var media = AccountOptions.Read(roles.Section(StoreRole.Media.Name), AccountKind.Blobs);
        var queues = host is HostKind.Own ? null : AccountOptions.ReadTriggers(settings);
        var options = new StoreOptions
        {
            DataDirectory = section.TextOrNone("DataDirectory", "the path of a directory", otherwise: "./.data")!,
            Documents = all.IsThere(StoreRole.Documents, documents?.Account) ? documents : null,
            Ledger = all.IsThere(StoreRole.Ledger, ledger) ? ledger : null,
            Media = all.IsThere(StoreRole.Media, media) ? media : null,
            Queues = all.IsThere(StoreRole.Queues, queues) ? queues : null,
        };
        all.RequireTogether(StoreRole.Documents, StoreRole.Ledger);
        all.RequireFiles(StoreRole.Ledger, StoreRole.Media);
        all.RequireOfHost();
        return options;
    }

    /// <summary>The words that say where each role is kept, and the rules between them.</summary>
    private sealed class StoreWords(SettingSection section, HostKind host)
    {
        private readonly Dictionary<StoreRole, bool> areThere = [];
        private readonly bool isAzure = section.Word("Store", "sqlite", "sqlite", "azure") is "azure";

        /// <summary>Whether a role is to be kept in Azure, and can be.</summary>
        public bool IsThere(StoreRole role, AccountOptions? account)
        {
            var usual = role == StoreRole.Queues ? isAzure || host is not HostKind.Own : isAzure;
            var isThere = areThere[role] = section.Section("Store").Word(role.Name, usual ? role.There : role.Here, role.Here, role.There) == role.There;
            if (role != StoreRole.Queues || host is not HostKind.Own)
            {
                section.Require(!isThere || account is not null, $"{Told(role)}, but nothing says where that is: set {WantsOf(role)}{(role == StoreRole.Queues ? "" : $", or write {role.Here}")}.");
                section.Require(isThere || account is null || role == StoreRole.Queues, $"{account?.Setting} names an account, but {Told(role)}: write {role.There} there, or remove {account?.Setting}.");
            }

            section.Require(!isThere || role.Lacking.Count == 0, $"{Told(role)}, but {role.Lacking.Count} of its stores are not to be had there yet ({string.Join(", ", role.Lacking)}): write {role.Here}.");
            return isThere;
        }

        /// <summary>On SQLite both are one file, whose tables are read together: people and what was sent to them, refusals and who is reached.</summary>
        public void RequireTogether(StoreRole one, StoreRole other) => section.Require(
            areThere[one] == areThere[other],
            $"{Told(one)} and {Told(other)}: on SQLite they look into each other's tables. Keep both on SQLite, or both in Azure.");

        /// <summary>What a plan has frozen is too large for a table.</summary>
        public void RequireFiles(StoreRole tables, StoreRole files) => section.Require(
            !areThere[tables] || areThere[files],
            $"{Told(tables)} and {Told(files)}: the frozen audiences of runs are files beside the tables. Write {files.There} too.");

        /// <summary>The platform runs as many instances as it likes, none of which keeps a file; and messages come from the queues of the host.</summary>
        public void RequireOfHost()
        {
            section.Require(
                areThere[StoreRole.Queues] == host is not HostKind.Own,
                host is HostKind.Own
                    ? $"{Told(StoreRole.Queues)}, but only the Functions host takes messages from there: write {NameOf(StoreRole.Queues)}={StoreRole.Queues.Here}, or let the Functions host start the app; all roles on this machine are {section.NameOf("Store")}=sqlite."
                    : $"{Told(StoreRole.Queues)}, but the Functions host takes messages from its storage account only: write {StoreRole.Queues.There}, or remove it.");
            var here = areThere.Where(role => role is { Value: false, Key: var each } && each != StoreRole.Queues).Select(role => role.Key).ToList();
            section.Require(
                host is not HostKind.Functions || here.Count == 0,
                $"{string.Join(" and ", here.Select(Told))}: under the Functions host many instances share their stores, and a file serves one process. Set {section.NameOf("Store")}=azure and {string.Join(", ", here.Select(WantsOf))}. SQLite is taken on a developer's machine alone, where func start sets AZURE_FUNCTIONS_ENVIRONMENT to Development.");
        }

        private string WantsOf(StoreRole role) => string.Format(CultureInfo.InvariantCulture, role.Wants, NameOf(role));

        private string NameOf(StoreRole role) => section.NameOf($"Store__{role.Name}");

        private string Told(StoreRole role)
        {
            var word = areThere[role] ? role.There : role.Here;
            return isAzure == areThere[role] && isAzure ? $"{NameOf(role)} is '{word}' ({section.NameOf("Store")} is 'azure')" : $"{NameOf(role)} is '{word}'";
        }
    }
}
