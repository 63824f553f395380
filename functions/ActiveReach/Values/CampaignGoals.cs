namespace ActiveReach.Values;

/// <summary>What a campaign may be for: the goals of the simple mode.</summary>
public static class CampaignGoals
{
    public const string CartRecovery = "cart_recovery";
    public const string ProductLaunch = "product_launch";
    public const string WinBack = "win_back";
    public const string Birthday = "birthday";
    public const string FeedbackRequest = "feedback_request";
    public const string ReorderReminder = "reorder_reminder";

    public static IReadOnlyList<string> All { get; } = [CartRecovery, ProductLaunch, WinBack, Birthday, FeedbackRequest, ReorderReminder];
}
