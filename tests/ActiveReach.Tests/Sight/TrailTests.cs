using System.Diagnostics;
using ActiveReach.Sight;

namespace ActiveReach.Tests.Sight;

public sealed class TrailTests
{
    [Fact]
    public void A_caller_who_records_makes_nobody_here_keep_where_they_were()
    {
        using var request = new Activity("GET").SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").Start();

        Assert.True(request.Recorded);
        Assert.Null(Trail.Here);
    }
}
