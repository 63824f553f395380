using System.Buffers.Text;
using System.Text;

namespace ActiveReach.Channels.Ses;

/// <summary>Our tag as SES takes tags: letters, digits, - and _, up to 256.</summary>
internal static class SesTag
{
    public const string Name = "activereach";

    public static string Write(string tag) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(tag));

    /// <summary>Null for what is none.</summary>
    public static string? Read(string? written) => written is not null && Base64Url.IsValid(written) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(written)) : null;
}
