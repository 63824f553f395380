using ActiveReach.Campaigns.Submissions;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using ActiveReach.Campaigns;
using ActiveReach.Ids;
using ActiveReach.Links;
using ActiveReach.Workspaces;

namespace ActiveReach.Approvals;

/// <summary>Links that carry one approver's right to decide on one submission. The token names campaign, submission, place of
/// the approver in the list of those asked, fingerprint of the content and expiry, and is signed; it holds nothing personal.</summary>
/// <param name="publicUrl">Base of links (setting <c>ActiveReach__PublicUrl</c>).</param>
public sealed class ApprovalLinks(LinkSigner signer, Uri publicUrl)
{
    private const byte Format = 1;
    private const int FingerprintBytes = 16;
    private const int SignatureBytes = 24;
    private const int FixedBytes = 1 + 4 + 8 + 1 + FingerprintBytes + 1;
    private const int LongestToken = 400;

    public string UrlOf(Campaign campaign, string approver) => $"{publicUrl.AbsoluteUri.TrimEnd('/')}/api/approvals/{TokenOf(campaign, approver)}";

    public string TokenOf(Campaign campaign, string approver)
    {
        var place = campaign.Asked().ToList().FindIndex(asked => string.Equals(asked, approver, StringComparison.OrdinalIgnoreCase));
        if (place < 0 || campaign.ApprovalExpiresAt is not { } expires)
            throw new InvalidOperationException($"The campaign '{campaign.Id}' asks no such approver.");

        var workspace = Encoding.UTF8.GetBytes(campaign.Workspace.Value);
        var id = Encoding.UTF8.GetBytes(campaign.Id.Value);
        var token = new byte[FixedBytes + workspace.Length + id.Length + SignatureBytes];
        token[0] = Format;
        BinaryPrimitives.WriteInt32BigEndian(token.AsSpan(1), campaign.Submission);
        BinaryPrimitives.WriteInt64BigEndian(token.AsSpan(5), expires.ToUnixTimeMilliseconds());
        token[13] = checked((byte)place);
        ApprovalRule.Fingerprint(campaign.Definition).AsSpan(0, FingerprintBytes).CopyTo(token.AsSpan(14));
        token[FixedBytes - 1] = (byte)workspace.Length;
        workspace.CopyTo(token, FixedBytes);
        id.CopyTo(token, FixedBytes + workspace.Length);
        signer.Sign(LinkPurpose.Approval, token.AsSpan(0, token.Length - SignatureBytes), token.AsSpan(token.Length - SignatureBytes));
        return Base64Url.EncodeToString(token);
    }

    /// <summary>What a token says, or null when this installation did not write it.</summary>
    public ApprovalLink? Read(string token)
    {
        if (token.Length > LongestToken || !Base64Url.IsValid(token))
            return null;
        var bytes = Base64Url.DecodeFromChars(token);
        // The last character may carry bits that decoding ignores: only the one spelling that was given counts.
        if (bytes.Length < FixedBytes + SignatureBytes || Base64Url.EncodeToString(bytes) != token)
            return null;
        var message = bytes.AsSpan(0, bytes.Length - SignatureBytes);
        if (!signer.Verify(LinkPurpose.Approval, message, bytes.AsSpan(message.Length)) || message[0] != Format)
            return null;

        var names = message[FixedBytes..];
        var split = message[FixedBytes - 1];
        return new ApprovalLink(
            new WorkspaceId(Encoding.UTF8.GetString(names[..split])),
            new CampaignId(Encoding.UTF8.GetString(names[split..])),
            BinaryPrimitives.ReadInt32BigEndian(message[1..]),
            message[13],
            Convert.ToHexString(message.Slice(14, FingerprintBytes)),
            DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(message[5..])));
    }

    internal static bool IsFor(ApprovalLink link, CampaignDefinition definition) =>
        link.Fingerprint == Convert.ToHexString(ApprovalRule.Fingerprint(definition).AsSpan(0, FingerprintBytes));
}

/// <summary>What a genuine token says.</summary>
/// <param name="Place">Place of the approver in <see cref="Campaign.Asked"/>.</param>
/// <param name="Fingerprint">Of the content that was submitted.</param>
public sealed record ApprovalLink(WorkspaceId Workspace, CampaignId Campaign, int Submission, int Place, string Fingerprint, DateTimeOffset ExpiresAt);
