using System.Text.Json.Schema;
using ActiveReach.Campaigns;
using ActiveReach.Problems;

namespace ActiveReach.Tests.Problems;

public sealed class WireTests
{
    [Fact]
    public void The_contract_can_be_described_before_anything_was_written_with_it()
    {
        Assert.True(Wire.Json.IsReadOnly);
        Assert.Contains("replyWindow", Wire.Json.GetJsonSchemaAsNode(typeof(CampaignDefinition)).ToJsonString(), StringComparison.Ordinal);
    }
}
