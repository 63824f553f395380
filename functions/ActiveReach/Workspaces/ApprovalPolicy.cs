namespace ActiveReach.Workspaces;

/// <summary>When a campaign needs somebody else's yes.</summary>
public enum ApprovalPolicy
{
    /// <summary>Whatever a viewer submits needs approval; others as the definition says. The default.</summary>
    Viewers,

    /// <summary>Every campaign.</summary>
    Always,

    /// <summary>Only as the definition says.</summary>
    AsDefined,
}
