namespace ActiveReach.Campaigns;

/// <summary>Names of the events that wake a campaign's orchestration. A doorbell carries nothing: the orchestration reads the
/// store and goes on or waits again. Names carry their stage (law 1).</summary>
public static class Doorbell
{
    public const string Approval = "Doorbell.Approval";
    public const string Review = "Doorbell.Review";
    public const string Start = "Doorbell.Start";
    public const string Experiment = "Doorbell.Experiment";
    public const string ReplyWindow = "Doorbell.ReplyWindow";

    /// <summary>Rung when the last shard of a stage is settled, and on pause, resume and cancel while the stage is sent.</summary>
    public static string Stage(int stage) => $"Doorbell.Stage.{stage}";
}
