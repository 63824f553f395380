using System.Buffers;
using System.Text.Json.Serialization;
using ActiveReach.Workspaces;

namespace ActiveReach.Media;

/// <summary>An upload of a workspace. Its id follows from its bytes, so that the same file is one upload however often it is sent; nothing of it ever changes.</summary>
public sealed record MediaItem
{
    /// <summary>Characters of an id: <c>med_</c> and 40 of <c>0-9 a-f</c>.</summary>
    public const int IdLength = 44;

    private const string Prefix = "med_";

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    public required string Id { get; init; }

    public required WorkspaceId Workspace { get; init; }

    /// <summary>As whoever uploaded it first calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The Content-Type, as the bytes say.</summary>
    public required string Type { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Of all bytes, in hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Name of the file among those that are kept.</summary>
    public required string File { get; init; }

    /// <summary>Pixels; null where they can't be read, and of what is no picture.</summary>
    public int? Width { get; init; }

    public int? Height { get; init; }

    /// <summary>Of films; null where it can't be read.</summary>
    public TimeSpan? Duration { get; init; }

    public required string By { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last looked for campaigns that use it.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>Since when it was seen in no campaign; null while it is used.</summary>
    public DateTimeOffset? UnusedSince { get; init; }

    [JsonIgnore]
    public MediaType Form => MediaType.Of(Type)!;

    public static string IdOf(ReadOnlySpan<byte> sha256) => Prefix + Convert.ToHexStringLower(sha256[..20]);

    /// <summary>The bytes behind an id; null for what is none.</summary>
    internal static byte[]? BytesOf(string id) => id.Length == IdLength && id.StartsWith(Prefix, StringComparison.Ordinal) && !id.AsSpan(Prefix.Length).ContainsAnyExcept(Digits)
        ? Convert.FromHexString(id.AsSpan(Prefix.Length))
        : null;

    internal static string IdOfBytes(ReadOnlySpan<byte> bytes) => Prefix + Convert.ToHexStringLower(bytes);
}
