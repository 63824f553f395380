using ActiveReach.Audiences.Segments;

namespace ActiveReach.Tests.Campaigns;

/// <summary>Segments as they come and go, with nobody else at work.</summary>
internal static class SegmentShelf
{
    public static async Task<Segment> PutAsync(this SavedSegments segments, Segment segment) =>
        await segments.TryWriteAsync(segment, await segments.WebAsync(segment.Workspace)) ?? throw new InvalidOperationException("Nobody else writes here.");

    public static async Task RemoveAsync(this SavedSegments segments, Segment segment) =>
        Assert.True(await segments.TryDeleteAsync(segment.Workspace, segment.Id, await segments.WebAsync(segment.Workspace)));
}
