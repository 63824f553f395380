using System.Diagnostics.CodeAnalysis;
using Contracts.Durable.Held;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Durable.RealEngine;

/// <summary>The list of differences says neither too little nor too much.</summary>
public sealed class HeldFactsTests
{
    private static readonly Dictionary<string, Difference> Listed = new(StringComparer.Ordinal) { [nameof(Three.Fails_and_is_listed_here)] = "a reason", [nameof(Three.Holds_and_is_listed_here)] = "a reason" };

    [Fact]
    public async Task A_listed_fact_that_fails_is_a_difference() => await Held(nameof(Three.Fails_and_is_listed_here));

    [Fact]
    public async Task A_listed_fact_that_holds_is_to_be_taken_off_the_list() =>
        Assert.Contains("take it off the list", (await Assert.ThrowsAsync<TrueException>(() => Held(nameof(Three.Holds_and_is_listed_here)))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(nameof(Three.Fails_and_is_listed_here))]
    [InlineData(nameof(Three.Holds_and_is_listed_here))]
    public async Task A_difference_that_shows_now_and_then_need_not_show(string fact) =>
        await new HeldThree(Listed.ToDictionary(one => one.Key, one => one.Value with { IsSteady = false }, StringComparer.Ordinal)).The_engine_does_as_the_fact_says_or_the_list_says_why_not(fact);

    [Fact]
    public async Task A_fact_that_fails_and_is_not_listed_fails_the_test() =>
        Assert.Equal("unlisted", (await Assert.ThrowsAsync<InvalidOperationException>(() => Held(nameof(Three.Fails_and_is_not_listed)))).Message);

    private Task Held(string fact) => new HeldThree(Listed).The_engine_does_as_the_fact_says_or_the_list_says_why_not(fact);

    private sealed class HeldThree(IReadOnlyDictionary<string, Difference> listed) : HeldFacts<Three>(listed, new Silence());

    /// <summary>What is said of real differences is counted; these are none.</summary>
    private sealed class Silence : ITestOutputHelper
    {
        public void WriteLine(string message)
        {
        }

        public void WriteLine(string format, params object[] args)
        {
        }
    }

    [SuppressMessage("Usage", "xUnit1000", Justification = "It is held, not run.")]
    private sealed class Three : IAsyncLifetime
    {
        [Fact]
        public void Fails_and_is_listed_here() => throw new InvalidOperationException("listed");

        [Fact]
        public void Holds_and_is_listed_here()
        {
        }

        [Fact]
        public void Fails_and_is_not_listed() => throw new InvalidOperationException("unlisted");

        public Task InitializeAsync() => Task.CompletedTask;

        public Task DisposeAsync() => Task.CompletedTask;
    }
}
