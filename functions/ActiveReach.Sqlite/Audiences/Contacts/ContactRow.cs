using System.Text;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Expressions;
using ActiveReach.Ids;
using ActiveReach.Outlets.Assignment;
using ActiveReach.Values;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Audiences.Contacts;

/// <summary>A contact to and from the columns of its row.</summary>
internal static class ContactRow
{
    /// <summary>In the order that <see cref="Bind"/> and <see cref="Read"/> know.</summary>
    private static readonly string[] Names =
    [
        "id", "workspace", "reach", "birthday", "lat", "lon", "country", "city_folded", "outlet_folded", "gender", "phone", "email", "external_id", "first_name",
        "last_name", "timezone", "city", "language", "outlet", "subcommunities", "tags", "custom", "created_at", "updated_at", "version", "origin",
        "region", "outlet_by", "topics", "devices", "first_name_folded", "last_name_folded",
    ];

    public static readonly string Columns = string.Join(", ", Names);

    public static readonly string Insert = $"INSERT INTO contacts ({Columns}) VALUES ({string.Join(", ", Names.Select((_, index) => $"?{index + 1}"))})";

    /// <summary>Leaves out a contact whose external id somebody has: no row is changed then.</summary>
    public static readonly string InsertNew = Insert + " ON CONFLICT (external_id, workspace) WHERE external_id IS NOT NULL DO NOTHING";

    public static readonly string Update = $"UPDATE contacts SET {string.Join(", ", Names.Select((name, index) => $"{name} = ?{index + 1}").Skip(1))} WHERE id = ?1";

    public static T Bind<T>(this T statement, WorkspaceKey workspace, Contact contact)
        where T : IParameters<T> => statement
        .Bind(1, contact.Id.Value)
        .Bind(2, workspace.Key)
        .Bind(3, Reach.Of(contact).Bits)
        .Bind(4, contact.Birthday is { } birthday ? ExpressionEvaluator.Number(birthday) : (long?)null)
        .Bind(5, contact.Lat)
        .Bind(6, contact.Lon)
        .Bind(7, contact.Country?.ToLowerInvariant())
        .Bind(8, Folded(contact.City))
        .Bind(9, Folded(contact.Outlet))
        .Bind(10, contact.Gender)
        .Bind(11, contact.Phone)
        .Bind(12, contact.Email)
        .Bind(13, contact.ExternalId)
        .Bind(14, contact.FirstName)
        .Bind(15, contact.LastName)
        .Bind(16, contact.TimeZone)
        .Bind(17, contact.City)
        .Bind(18, contact.Language)
        .Bind(19, contact.Outlet)
        .Bind(20, Joined(contact.Subcommunities))
        .Bind(21, Joined(contact.Tags))
        .Bind(22, CustomJson.Write(contact.Custom))
        .Bind(23, contact.CreatedAt.ToUnixTimeMilliseconds())
        .Bind(24, contact.UpdatedAt.ToUnixTimeMilliseconds())
        .Bind(25, contact.Version)
        .Bind(26, contact.Origin)
        .Bind(27, contact.Region?.ToLowerInvariant())
        .Bind(28, (int)contact.OutletBy)
        .Bind(29, TopicJson.Write(contact.Topics, contact.RefusedTopics))
        .Bind(30, contact.Devices)
        .Bind(31, FoldedBeyondAscii(contact.FirstName))
        .Bind(32, FoldedBeyondAscii(contact.LastName));

    public static Contact Read(Statement row)
    {
        var (reach, topics) = (new Reach(row.GetInt32(2)), TopicJson.Read(row.GetNullableString(28)));
        return new Contact
        {
            Id = new ContactId(row.GetInt64(0)),
            Birthday = Day(row.GetNullableInt64(3)),
            Lat = row.IsNull(4) ? null : row.GetDouble(4),
            Lon = row.IsNull(5) ? null : row.GetDouble(5),
            Country = row.GetNullableString(6)?.ToUpperInvariant(),
            Gender = row.GetNullableString(9),
            Phone = row.GetNullableString(10),
            Email = row.GetNullableString(11),
            ExternalId = row.GetNullableString(12),
            FirstName = row.GetNullableString(13),
            LastName = row.GetNullableString(14),
            TimeZone = row.GetNullableString(15),
            City = row.GetNullableString(16),
            Language = row.GetNullableString(17),
            Outlet = row.GetNullableString(18),
            Subcommunities = row.GetNullableString(19)?.Split(';') ?? [],
            Tags = row.GetNullableString(20)?.Split(';') ?? [],
            Custom = CustomJson.Read(row.GetNullableString(21)),
            Consents = reach.Consents,
            SuppressedChannels = reach.SuppressedChannels,
            HeldChannels = reach.HeldChannels,
            RefusedChannels = reach.RefusedChannels,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(22)),
            UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(23)),
            Version = row.GetInt64(24),
            Origin = row.GetString(25),
            Region = row.GetNullableString(26)?.ToUpperInvariant(),
            OutletBy = (OutletSource)row.GetInt32(27),
            Topics = topics.Said,
            RefusedTopics = topics.Refused,
            Devices = row.GetInt32(29),
        };
    }

    public static DateOnly? Day(long? number) =>
        number is { } day ? new DateOnly((int)day / 10_000, (int)day / 100 % 100, (int)day % 100) : null;

    /// <summary>Null where lower case is the folded form: only other names take room.</summary>
    private static string? FoldedBeyondAscii(string? text) => text is null || Ascii.IsValid(text) ? null : Folding.Fold(text);

    private static string? Folded(string? text) => text is null ? null : Folding.Fold(text);

    private static string? Joined(IReadOnlyList<string> members) => members.Count == 0 ? null : string.Join(';', members);
}
