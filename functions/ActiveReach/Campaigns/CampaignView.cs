using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns;

/// <summary>A campaign as the API shows it: the definition's members, and beside them where it stands.</summary>
public static class CampaignView
{
    public static string Tag(Campaign campaign) => $"\"{campaign.Version}\"";

    /// <summary>The definition as callers write it.</summary>
    public static JsonObject Definition(CampaignDefinition definition) => JsonSerializer.SerializeToNode(definition, Wire.Json)!.AsObject();

    /// <summary>As the caller sees it.</summary>
    public static JsonObject Of(Campaign campaign, Caller caller, Workspace workspace) => Of(campaign, AllowedMoves.Of(campaign, caller, workspace));

    /// <param name="allowed">What whoever sees it may do.</param>
    public static JsonObject Of(Campaign campaign, IReadOnlyList<string> allowed)
    {
        var view = new JsonObject { ["id"] = campaign.Id.Value, ["workspace"] = campaign.Workspace.Value };
        foreach (var (name, value) in Definition(campaign.Definition))
            view[name] = value?.DeepClone();
        if (campaign.Definition.Delivery is DeliveryMode.FirstReachable)
            view["fallbackAfter"] = JsonSerializer.SerializeToNode(campaign.Definition.CheckFallback, Wire.Json);
        foreach (var (name, value) in JsonSerializer.SerializeToNode(Standing(campaign, allowed), Wire.Json)!.AsObject())
            view[name] = value?.DeepClone();
        return view;
    }

    private static CampaignStanding Standing(Campaign campaign, IReadOnlyList<string> allowed) => new()
    {
        Status = campaign.Status,
        StatusLabel = StatusText.Label(campaign.Status),
        StatusReason = campaign.StatusReason,
        NextAction = campaign.NextAction,
        ExpectedEnd = campaign.ExpectedEnd,
        Allowed = allowed,
        Version = campaign.Version,
        Submission = campaign.Submission,
        StartsAt = campaign.StartsAt,
        NextInstance = campaign.Schedule is { Series: not null } schedule ? schedule.NextAt : null,
        Run = campaign.Run?.Value,
        ApprovalState = campaign.Approval,
        ApprovalExpiresAt = campaign.ApprovalExpiresAt,
        SubmittedBy = campaign.SubmittedBy,
        DecidedBy = campaign.DecidedBy,
        DecisionComment = campaign.DecisionComment,
        DraftedBy = campaign.DraftedBy,
        EditedBy = campaign.EditedBy,
        CreatedAt = campaign.CreatedAt,
        UpdatedAt = campaign.UpdatedAt,
    };
}

/// <summary>Where a campaign stands: the members that only the system writes.</summary>
public sealed record CampaignStanding
{
    public required CampaignStatus Status { get; init; }

    /// <summary>The status in words for people.</summary>
    public required string StatusLabel { get; init; }

    /// <summary>What is going on: for whom it waits, by what it is slowed, when it is expected to end.</summary>
    public string? StatusReason { get; init; }

    /// <summary>What somebody must do; missing when nothing.</summary>
    public string? NextAction { get; init; }

    /// <summary>When the last message is expected to be handed over, while a limit or quiet hours decide that; missing otherwise.</summary>
    public DateTimeOffset? ExpectedEnd { get; init; }

    /// <summary>What the caller may do with it as it is, by its state and their role.</summary>
    public required IReadOnlyList<string> Allowed { get; init; }

    public required int Version { get; init; }

    public required int Submission { get; init; }

    /// <summary>When it starts, or started; of a recurring campaign its next instance, or the last one.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>When the next instance of a recurring campaign goes out; missing when none is to come.</summary>
    public DateTimeOffset? NextInstance { get; init; }

    public string? Run { get; init; }

    public required ApprovalState ApprovalState { get; init; }

    public DateTimeOffset? ApprovalExpiresAt { get; init; }

    public string? SubmittedBy { get; init; }

    public string? DecidedBy { get; init; }

    public string? DecisionComment { get; init; }

    public required string DraftedBy { get; init; }

    public required IReadOnlyList<string> EditedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
