using System.Diagnostics.CodeAnalysis;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Imports;
using ActiveReach.Audiences.Imports.Rows;
using ActiveReach.Channels;
using ActiveReach.Consent;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Consent;
using ActiveReach.Workspaces;

namespace ActiveReach.Sqlite.Audiences.Imports;

/// <summary>Rows of a file with what the storage thread needs to add the contact of each, if it is new: the parameters of its INSERT and the
/// values to be found by. Only rows with an external id are prepared; the others have to be looked for first anyway.</summary>
internal sealed class PreparedRows(Workspace workspace, string import, RowParser parser) : ImportBatch(parser)
{
    private readonly List<bool> prepared = [];
    private readonly List<(long Phone, long Email)> beginnings = [];
    private readonly Dictionary<int, ContactDraft> refusing = [];
    private Contact stranger = new() { Consents = new PerChannel<ConsentState>(_ => workspace.DefaultConsent), Version = 1 };

    public RecordedParameters Parameters { get; } = new();

    public ValueGroups Values { get; } = new();

    /// <summary>Phones and e-mail addresses of the prepared rows, in their own order; in that of the rows if some are looked for by address.</summary>
    public List<(string Address, int Row)> Addresses { get; } = [];

    /// <summary>Whether a row has no external id.</summary>
    public bool LooksForAddresses { get; private set; }

    public Workspace Workspace => workspace;

    public ContactOrigin Origin { get; private set; } = new("import", default, import);

    public bool IsPrepared(int row) => prepared[row];

    /// <summary>Whether anything may stand against the addresses of a prepared row.</summary>
    public bool MayBeListed(int row, ListedAddresses listed) => listed.MayHold(beginnings[row].Phone) || listed.MayHold(beginnings[row].Email);

    /// <summary>The draft of a prepared row that says no on a channel.</summary>
    public bool Refuses(int row, [NotNullWhen(true)] out ContactDraft? draft) => refusing.TryGetValue(row, out draft);

    public override void Close()
    {
        Values.Sort();
        if (!LooksForAddresses)
            Addresses.Sort((one, other) => string.CompareOrdinal(one.Address, other.Address));
    }

    private static long BeginningOf(string? address) => address is null ? 0 : ListedAddresses.BeginningOf(address);

    protected override void Clear(DateTimeOffset at)
    {
        prepared.Clear();
        beginnings.Clear();
        refusing.Clear();
        Parameters.Clear();
        Values.Clear();
        Addresses.Clear();
        LooksForAddresses = false;
        Origin = new ContactOrigin("import", at, import);
        stranger = stranger with { Origin = Origin.ToString(), CreatedAt = at, UpdatedAt = at };
    }

    protected override void Prepare(ImportRow row)
    {
        prepared.Add(row.Draft?.ExternalId is not null);
        beginnings.Add(default);
        if (!prepared[^1])
        {
            LooksForAddresses |= row.Draft is not null;
            return;
        }

        var contact = row.Draft!.ApplyTo(stranger);
        Parameters.Bind(default(WorkspaceKey), contact).EndRow();
        var place = prepared.Count - 1;
        Values.Add(place, contact);
        if (contact.Phone is not null)
            Addresses.Add((contact.Phone, place));
        if (contact.Email is not null)
            Addresses.Add((contact.Email, place));
        beginnings[^1] = (BeginningOf(contact.Phone), BeginningOf(contact.Email));
        if (row.Draft.Consents?.ContainsValue(ConsentState.OptedOut) is true)
            refusing[place] = row.Draft;
    }
}
