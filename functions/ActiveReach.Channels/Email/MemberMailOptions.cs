using ActiveReach.Settings;
using ActiveReach.Values;

namespace ActiveReach.Channels.Email;

/// <summary>Mail to the people who work with the app (settings <c>ActiveReach__MemberMail__*</c>).</summary>
public sealed record MemberMailOptions
{
    /// <summary>Whom it comes from in workspaces that have no sender of mails; null (default) keeps theirs in the file.</summary>
    public string? From { get; init; }

    public static MemberMailOptions Read(SettingReader settings) => new()
    {
        From = settings.Section("ActiveReach").Section("MemberMail").TextOrNone(nameof(From), "an e-mail address", ValueRules.IsMailbox),
    };
}
