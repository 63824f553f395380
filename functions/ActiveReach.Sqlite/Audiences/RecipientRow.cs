using System.Text;
using ActiveReach.Audiences;
using ActiveReach.Ids;
using ActiveReach.Sqlite.Audiences.Contacts;
using ActiveReach.Sqlite.Audiences.FieldTypes;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences;

/// <summary>Reads recipients; words that many share (city, country, zone …) are one string each in a reading.</summary>
internal sealed class RecipientRow
{
    public const string Columns = "id, reach, birthday, external_id, first_name, last_name, phone, email, city, country, language, timezone, outlet, gender, custom, region, topics, "
        + "(SELECT o.name FROM outlets AS o WHERE o.id = outlet)";

    private const int MostWords = 4096;

    private readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> lookup;

    private readonly FieldsInChange? flipped;

    public RecipientRow(ReadSession session, WorkspaceKey? workspace)
    {
        lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        flipped = workspace is { } key ? FieldsInChange.Flipped(session, key) : null;
    }

    public Recipient Read(Statement row)
    {
        var (reach, topics) = (new Reach(row.GetInt32(1)), TopicJson.Read(row.GetNullableString(16)));
        return new Recipient
        {
            Id = new ContactId(row.GetInt64(0)),
            Consents = reach.Consents,
            SuppressedChannels = reach.SuppressedChannels,
            HeldChannels = reach.HeldChannels,
            RefusedChannels = reach.RefusedChannels,
            HasDevice = reach.HasDevice,
            Birthday = ContactRow.Day(row.GetNullableInt64(2)),
            ExternalId = row.GetNullableString(3),
            FirstName = row.GetNullableString(4),
            LastName = row.GetNullableString(5),
            Phone = row.GetNullableString(6),
            Email = row.GetNullableString(7),
            City = Word(row, 8),
            Country = Word(row, 9)?.ToUpperInvariant(),
            Language = Word(row, 10),
            TimeZone = Word(row, 11),
            Outlet = Word(row, 12),
            OutletName = Word(row, 17),
            Gender = Word(row, 13),
            Custom = row.GetNullableString(14) is { } json ? new LazyCustom(json, flipped) : NoCustom,
            Region = Word(row, 15)?.ToUpperInvariant(),
            Topics = topics.Said,
            RefusedTopics = topics.Refused,
        };
    }

    private string? Word(Statement row, int column)
    {
        if (row.IsNull(column))
            return null;
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
