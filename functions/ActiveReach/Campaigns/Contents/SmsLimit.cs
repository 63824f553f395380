using ActiveReach.Audiences;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Campaigns;
using ActiveReach.Channels;
using ActiveReach.Channels.Sms;
using ActiveReach.Consent;
using ActiveReach.Ids;
using ActiveReach.Media;
using ActiveReach.Messages.Sms;
using ActiveReach.Problems;
using ActiveReach.Workspaces;

namespace ActiveReach.Campaigns.Contents;

/// <summary>Finds texts that would have more segments than the workspace allows whoever gets them, tracked links and the line about opting out
/// included. A text that is only too long with somebody's values is found when it is rendered for them.</summary>
public sealed class SmsLimit(MessageComposer composer)
{
    /// <summary>A contact of whom nothing is known but a number.</summary>
    private static readonly Recipient Anybody = new() { Id = new ContactId(0), Phone = "+10000000000", Consents = Contact.NoConsents };

    public IEnumerable<InputProblem> Check(CampaignDefinition definition, IReadOnlyList<PinnedMedia> media, Workspace workspace)
    {
        for (var index = 0; index < definition.Variants.Count; index++)
        {
            if (!definition.Variants[index].Content.ContainsKey(Channel.Sms)
                || composer.Preview(definition, [], definition.Variants[index].Id, Channel.Sms, Anybody, workspace, media) is not { Message: { } message, Refusal: SkipReason.TooManySegments })
                continue;
            var (encoding, units, segments) = SmsSegments.Count(message.Text);
            var path = $"variants[{index}].content.sms.text";
            yield return new InputProblem(path, "too_many_segments",
                $"{path} takes {segments} segments ({units} {(encoding is SmsEncoding.Gsm7 ? "characters of the GSM alphabet" : "characters outside the GSM alphabet")}, with the links as they are sent), "
                + $"and the workspace allows {workspace.SmsMaxSegments}: shorten it, or raise smsMaxSegments in the settings.");
        }
    }
}
