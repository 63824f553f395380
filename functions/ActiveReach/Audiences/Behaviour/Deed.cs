namespace ActiveReach.Audiences.Behaviour;

/// <summary>What somebody may have done with a campaign's message.</summary>
public enum Deed
{
    /// <summary>It was handed to a carrier.</summary>
    Received,

    /// <summary>By a person: what a mail proxy or a scanner opens doesn't count.</summary>
    Opened,

    Clicked,

    Replied,

    /// <summary>Received in a run that is complete, and neither clicked nor replied in it.</summary>
    Ignored,

    /// <summary>The campaign's conversion event came within its conversion window after the message was handed over.</summary>
    Converted,
}
