namespace ActiveReach.Consent;

/// <summary>Why a contact of an audience was not sent to, as the ledger and the figures write it.</summary>
public static class SkipReason
{
    public const string NoAddress = "no_address";
    public const string NoConsent = "no_consent";
    public const string OptedOut = "opted_out";

    /// <summary>Said no to the campaign's topic, not to the channel.</summary>
    public const string TopicOptedOut = "topic_opted_out";
    public const string Suppressed = "suppressed";

    /// <summary>Asked to stop in words that a person has to read first.</summary>
    public const string HeldForReview = "held_for_review";

    /// <summary>Of a row that is still to be sent: its hour has not come.</summary>
    public const string QuietHours = "quiet_hours";

    /// <summary>Of a row that is still to be sent: the time that the campaign names has not come where the contact is.</summary>
    public const string LocalTime = "local_time";

    /// <summary>The time that the campaign names was over where the contact is.</summary>
    public const string SlotPassed = "slot_passed";
    public const string FrequencyCap = "frequency_cap";

    /// <summary>The contact's outlet has a campaign of its own in the place of this one; the rule is its id.</summary>
    public const string Overridden = "overridden";
    public const string Holdout = "holdout";
    public const string Cancelled = "cancelled";
    public const string ContactGone = "contact_gone";

    /// <summary>An event or a call asked for it, but the contact is none of the campaign's audience.</summary>
    public const string NotInAudience = "not_in_audience";

    /// <summary>Somebody else of the same run has the address: one address, one message. The rule names whom.</summary>
    public const string DuplicateAddress = "duplicate_address";

    /// <summary>The message came out empty, or can't be rendered at all.</summary>
    public const string RenderFailed = "render_failed";

    /// <summary>A link of the message is made of the contact's fields, and they make no address on the web.</summary>
    public const string BadLink = "bad_link";
    /// <summary>The channel's vendor delivers no marketing to numbers of that country.</summary>
    public const string NotDeliveredThere = "not_delivered_there";

    /// <summary>The message is free words, and the contact hasn't written to the sender within a day.</summary>
    public const string OutsideSession = "outside_session";
    public const string NoSender = "no_sender";

    /// <summary>With this contact's values the text would have more segments than the workspace allows.</summary>
    public const string TooManySegments = "too_many_segments";
}
