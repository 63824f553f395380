using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Messages.Sms;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Contents;

/// <summary>Marketing texts that don't say how to get no more of them, where the workspace has no line that says so for them.</summary>
internal static class OptOutWarnings
{
    public static IEnumerable<InputProblem> In(CampaignDefinition definition, Workspace workspace)
    {
        if (workspace.SmsOptOutLine is not null || definition.Type is CampaignType.Test)
            yield break;
        for (var index = 0; index < definition.Variants.Count; index++)
        {
            if (!definition.Variants[index].Content.TryGetValue(Channel.Sms, out var content) || string.IsNullOrWhiteSpace(content.Text) || OptOutWording.IsIn(content.Text))
                continue;
            var path = $"variants[{index}].content.sms.text";
            yield return new InputProblem(path, "no_opt_out_wording",
                $"{path} doesn't say how to opt out, which many countries require of marketing: add e.g. \"Reply STOP to opt out\" or {{{{unsubscribe}}}}, or set smsOptOutLine in the workspace's settings.");
        }
    }
}
