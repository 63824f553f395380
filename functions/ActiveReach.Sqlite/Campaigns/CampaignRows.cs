using System.Text;
using System.Text.Json;
using ActiveReach.Audiences.Segments;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Problems;
using SqliteGroupCommit;

namespace ActiveReach.Sqlite.Campaigns;

/// <summary>Rows of campaigns. The stored revision is the document's; both are written here and nowhere else.</summary>
internal static class CampaignRows
{
    /// <summary>Stands for "no start yet" so that such campaigns come last in order of start.</summary>
    private const long NoStart = long.MaxValue;

    private const string Insert = """
        INSERT INTO campaigns (id, workspace, revision, status, type, name, location, channels, tags, words, created_at, updated_at, starts_at, on_date, segments, document)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)
        """;

    private const string Update = """
        UPDATE campaigns SET revision = ?3, status = ?4, type = ?5, name = ?6, location = ?7, channels = ?8, tags = ?9, words = ?10,
            created_at = ?11, updated_at = ?12, starts_at = ?13, on_date = ?14, segments = ?15, document = ?16
        WHERE id = ?1 AND workspace = ?2 AND revision = ?17
        """;

    public static void Add(WriteSession session, Campaign campaign) =>
        Bind(session.Prepare(Insert), campaign with { Revision = 1 }).Execute();

    /// <summary>The campaign as written, or null when its revision is no longer the stored one.</summary>
    public static Campaign? TryUpdate(WriteSession session, Campaign campaign)
    {
        var written = campaign with { Revision = campaign.Revision + 1 };
        return Bind(session.Prepare(Update), written).Bind(17, campaign.Revision).Execute() == 1 ? written : null;
    }

    public static Campaign Read(ReadOnlySpan<byte> document) => JsonSerializer.Deserialize<Campaign>(document, Wire.Json)!;

    /// <summary>Text as it is compared: normalised, without case.</summary>
    public static string Fold(string? text) => (text ?? "").Normalize(NormalizationForm.FormC).ToUpperInvariant();

    /// <summary>Lists are kept as <c>\na\nb\n</c>, a member is looked for as <c>\na\n</c>.</summary>
    public static string Member(string value) => $"\n{Fold(value)}\n";

    private static Statement Bind(Statement row, Campaign campaign)
    {
        var definition = campaign.Definition;
        var startsAt = campaign.StartsAt?.ToUnixTimeMilliseconds();
        return row
            .Bind(1, campaign.Id.Value)
            .Bind(2, campaign.Workspace.Value)
            .Bind(3, campaign.Revision)
            .Bind(4, (int)campaign.Status)
            .Bind(5, (int)definition.Type)
            .Bind(6, Fold(definition.Name))
            .Bind(7, definition.Location)
            .Bind(8, Members(definition.Channels.Select(choice => choice.Channel.Name())))
            .Bind(9, Members(definition.Tags))
            .Bind(10, Fold(string.Join('\n', [definition.Name, definition.Description, .. definition.Tags])))
            .Bind(11, campaign.CreatedAt.ToUnixTimeMilliseconds())
            .Bind(12, campaign.UpdatedAt.ToUnixTimeMilliseconds())
            .Bind(13, startsAt ?? NoStart)
            .Bind(14, startsAt ?? campaign.CreatedAt.ToUnixTimeMilliseconds())
            .Bind(15, definition.Audience is { } audience ? Members(SegmentNames.In(audience).Select(segment => segment.Value)) : null)
            .Bind(16, JsonSerializer.Serialize(campaign, Wire.Json));
    }

    /// <summary>A list as it is kept.</summary>
    public static string Members(IEnumerable<string> values) => Fold($"\n{string.Join('\n', values)}\n");
}
