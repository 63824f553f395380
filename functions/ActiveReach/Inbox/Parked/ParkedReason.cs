using ActiveReach.Channels;

namespace ActiveReach.Inbox.Parked;

/// <summary>What events wait for, and what a person can do about it.</summary>
public static class ParkedReason
{
    /// <summary>A text or report for a sender that no workspace has or had.</summary>
    public const string UnknownSender = "unknown_sender";

    /// <summary>A word to stop or to start from a number without a country code that no contact has.</summary>
    public const string UnknownNumber = "unknown_number";

    /// <summary>No message of that tag or id was sent.</summary>
    public const string UnknownMessage = "unknown_message";

    /// <summary>A text that was heard; which message it answers may still turn up, and it is kept without one otherwise.</summary>
    public const string NoOpenMessage = "no_open_message";

    /// <summary>No template was submitted that the provider calls so.</summary>
    public const string UnknownTemplate = "unknown_template";

    public const string NoReference = "no_reference";
    public const string Unreadable = "unreadable";
    public const string UnknownSource = "unknown_source";

    /// <summary>Begins the reason of an event whose handling failed.</summary>
    public const string Failed = "failed: ";

    /// <param name="channel">Where it came from; null when it doesn't say.</param>
    /// <param name="sender">Whose message it is about; null when it doesn't say.</param>
    public static string Explain(string reason, Channel? channel, string? sender) => reason switch
    {
        UnknownSender => $"It was sent to {Named(channel, sender)}, which no workspace has or ever had, so nobody has heard it, an opt-out included. Add the sender to the settings or an outlet, then try it again.",
        UnknownNumber => "It asks to stop or to start, from a number without a country code that no contact has, so nobody's consent was changed. Find out whose it is and set their consent, or add the contact and try it again.",
        UnknownMessage => "It is about a message that no run has sent. A receipt may come before its message is on record; later than that, look whose messages the provider reports here.",
        UnknownTemplate => "It is a verdict on a template that was not submitted from here, or by a submission that did not come to its end. Submit the template again, or look whose templates the provider reports here.",
        NoReference => "It names neither a tag nor a message and its sender, so no message can be found. Look at what the provider sends.",
        Unreadable => "It can't be read. Look at what the provider sends.",
        UnknownSource => "Nothing here reads events of this source. Set up its provider, then try it again.",
        _ when reason.StartsWith(Failed, StringComparison.Ordinal) => "Handling it failed, which is a fault of the app. The log has the error; try it again when that is mended.",
        _ => "It refers to something that is not known here.",
    };

    private static string Named(Channel? channel, string? sender) => sender is null ? "a sender" : $"the {channel?.Name()} sender '{sender}'";
}
