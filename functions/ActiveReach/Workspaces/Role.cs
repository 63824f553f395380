namespace ActiveReach.Workspaces;

/// <summary>What a member may do; each role includes the ones before it.</summary>
public enum Role
{
    /// <summary>Drafts, submits, reads.</summary>
    Viewer,

    /// <summary>"View &amp; Send Messages": also reviews, schedules and sends.</summary>
    Sender,

    /// <summary>Also members, keys and settings.</summary>
    Admin,
}
