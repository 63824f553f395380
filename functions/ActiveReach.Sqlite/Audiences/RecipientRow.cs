using System.Runtime.InteropServices;
using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Ids;
using ActiveReach.Outlets;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.FieldTypes;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>Reads recipients; words that many share (city, country, zone …) are one string each in a reading.</summary>
internal sealed class RecipientRow
{
    public static readonly string Columns =
        $"id, reach, custom, topics, {string.Join(", ", Recipient.Fields.Select(field => field.Name))}";

    private const int BeforeFields = 4;
    private const int MostWords = 4096;

    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private readonly Func<Statement, int, string> readOwn = (row, column) => row.GetString(column);
    private readonly Func<Statement, int, string> readWord;
    private readonly FieldsInChange? flipped;
    private readonly OutletDirectory outlets;

    /// <param name="outlets">Of which recipients know the names.</param>
    public RecipientRow(ReadSession session, WorkspaceKey? workspace, OutletDirectory outlets)
    {
        this.outlets = outlets;
        readWord = Word;
        lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        flipped = workspace is { } key ? FieldsInChange.Flipped(session, key) : null;
    }

    public Recipient Read(Statement row)
    {
        var (reach, topics) = (new Reach(row.GetInt32(1)), TopicJson.Read(row.GetNullableString(3)));
        var values = new object?[ContactFields.All.Length];
        for (var index = 0; index < Recipient.Fields.Length; index++)
        {
            var field = Recipient.Fields[index];
            values[field.Place] = FieldColumns.Read(field, row, BeforeFields + index, field.TellsWho ? readOwn : readWord);
        }

        return new Recipient
        {
            Id = new ContactId(row.GetInt64(0)),
            Values = ImmutableCollectionsMarshal.AsImmutableArray(values),
            OutletName = values[ContactFields.Outlet.Place] is string outlet ? outlets.NameOf(outlet) : null,
            AtOutlet = values[ContactFields.Outlet.Place] is string at ? outlets.OfId(at) : null,
            Consents = reach.Consents,
            SuppressedChannels = reach.SuppressedChannels,
            HeldChannels = reach.HeldChannels,
            RefusedChannels = reach.RefusedChannels,
            HasDevice = reach.HasDevice,
            Custom = row.GetNullableString(2) is { } json ? new LazyCustom(json, flipped) : NoCustom,
            Topics = topics.Said,
            RefusedTopics = topics.Refused,
        };
    }

    private string Word(Statement row, int column)
    {
        var bytes = row.GetBytes(column);
        if (bytes.Length > 128)
            return Encoding.UTF8.GetString(bytes);
        Span<char> characters = stackalloc char[128];
        var word = characters[..Encoding.UTF8.GetChars(bytes, characters)];
        if (lookup.TryGetValue(word, out var known))
            return known;
        var made = word.ToString();
        if (words.Count < MostWords)
            words[made] = made;
        return made;
    }

    private static readonly Dictionary<string, object?> NoCustom = [];
}
