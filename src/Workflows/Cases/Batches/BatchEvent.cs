using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Innovation.Workflows.Reviews;

namespace Innovation.Workflows.Cases;

/// <summary>Something that happened to a batch.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(BatchCreated), "batchCreated")]
[JsonDerivedType(typeof(BatchCaseAdded), "batchCaseAdded")]
[JsonDerivedType(typeof(BatchCaseRemoved), "batchCaseRemoved")]
[JsonDerivedType(typeof(MeetingArranged), "meetingArranged")]
[JsonDerivedType(typeof(MeetingOpened), "meetingOpened")]
[JsonDerivedType(typeof(MemberRecused), "memberRecused")]
[JsonDerivedType(typeof(MemberLeft), "memberLeft")]
[JsonDerivedType(typeof(VoteCast), "voteCast")]
[JsonDerivedType(typeof(ConsensusRecorded), "consensusRecorded")]
[JsonDerivedType(typeof(MeetingConcluded), "meetingConcluded")]
[JsonDerivedType(typeof(NoticeActed), "noticeActed")]
[JsonDerivedType(typeof(NoticeExtended), "noticeExtended")]
[JsonDerivedType(typeof(DraftSubmitted), "draftSubmitted")]
[JsonDerivedType(typeof(DraftChecked), "draftChecked")]
[JsonDerivedType(typeof(DraftReturned), "draftReturned")]
[JsonDerivedType(typeof(DecisionSigned), "decisionSigned")]
[JsonDerivedType(typeof(BatchCancelled), "batchCancelled")]
public abstract record BatchEvent
{
    public DateTimeOffset At { get; init; }
}

public sealed record BatchCreated(BatchKind Kind, string Title, ImmutableArray<BatchMember> Members, MeetingMode Mode, DateTimeOffset? ScheduledAt, string Place) : BatchEvent
{
    /// <summary>Where it belongs; null in histories from before it was written.</summary>
    public string? Programme { get; init; }

    public string? Round { get; init; }

    public string? Stage { get; init; }
}

public sealed record BatchCaseAdded(string CaseId) : BatchEvent;

/// <param name="Reason">Why it was left out when the batch was carried out; null: somebody took it out.</param>
public sealed record BatchCaseRemoved(string CaseId, string? Reason = null) : BatchEvent;

/// <summary>When and where the meeting is, or was, held.</summary>
public sealed record MeetingArranged(DateTimeOffset ScheduledAt, string Place) : BatchEvent;

public sealed record MeetingOpened(ImmutableArray<string> Present) : BatchEvent;

public sealed record MemberRecused(string CaseId, string UserId, string Reason) : BatchEvent;

/// <summary>离任: somebody lost the seat. While the meeting is prepared he is no longer a member; once it is open his votes stay and those that are missing are no longer owed.</summary>
/// <param name="Name">For the history; the member may be gone from the list.</param>
public sealed record MemberLeft(string UserId, string Name, string Reason) : BatchEvent;

public sealed record VoteCast(string CaseId, string UserId, Vote Choice) : BatchEvent;

public sealed record ConsensusRecorded(string CaseId, Vote Choice) : BatchEvent;

public sealed record MeetingConcluded(string Minutes, ImmutableSortedDictionary<string, string> Outcomes) : BatchEvent;

/// <param name="DocumentId">The announcement; null in histories from before it was written.</param>
/// <param name="Seal">SHA-256 of everything that was registered with it.</param>
public sealed record NoticeActed(string Number, DateTimeOffset EndsAt, string Outcome, string? DocumentId = null, string? Seal = null) : BatchEvent;

/// <summary>The working calendar changed and the notice runs longer; the announcement as issued stays as it is.</summary>
/// <param name="Reason">Which calendar, in words.</param>
public sealed record NoticeExtended(DateTimeOffset EndsAt, string Reason) : BatchEvent;

public sealed record DraftSubmitted(string Text, BatchActor By) : BatchEvent;

public sealed record DraftChecked(BatchActor By) : BatchEvent;

public sealed record DraftReturned(BatchActor By, string Reason) : BatchEvent;

/// <param name="DocumentId">The paper; null in histories from before it was written.</param>
/// <param name="Seal">SHA-256 of everything that was registered with it.</param>
public sealed record DecisionSigned(BatchActor By, string Number, string Outcome, string? DocumentId = null, string? Seal = null) : BatchEvent;

public sealed record BatchCancelled(BatchActor By, string Reason) : BatchEvent;

/// <summary>How each event changes a batch.</summary>
public static class BatchEvolution
{
    public static BatchState Apply(BatchState state, BatchEvent happened) => happened switch
    {
        BatchCreated e => state with { Kind = e.Kind, Title = e.Title, Members = e.Members, Present = [.. e.Members.Select(m => m.UserId)], Mode = e.Mode, ScheduledAt = e.ScheduledAt, Place = e.Place },
        BatchCaseAdded e => state with { Items = state.Items.Add(new BatchCase(e.CaseId)) },
        BatchCaseRemoved e => state with { Items = state.Items.RemoveAll(i => i.CaseId == e.CaseId) },
        MeetingArranged e => state with { ScheduledAt = e.ScheduledAt, Place = e.Place },
        MeetingOpened e => state with { Status = BatchStatus.Open, Present = e.Present },
        MemberRecused e => Change(state, e.CaseId, i => i with { Recused = i.Recused.Add(new(e.UserId, e.Reason)), Votes = i.Votes.Remove(e.UserId) }),
        MemberLeft e when state.Status == BatchStatus.Preparing => state with { Members = state.Members.RemoveAll(m => m.UserId == e.UserId), Present = state.Present.Remove(e.UserId) },
        MemberLeft e => state with { Items = [.. state.Items.Select(i => i.IsOwedBy(e.UserId) ? i with { Left = [.. i.Left ?? [], e.UserId] } : i)] },
        VoteCast e => Change(state, e.CaseId, i => i with { Votes = i.Votes.SetItem(e.UserId, e.Choice) }),
        ConsensusRecorded e => Change(state, e.CaseId, i => i with { Consensus = e.Choice }),
        MeetingConcluded e => state with { Status = BatchStatus.Acted, Text = e.Minutes, Items = [.. state.Items.Select(i => i with { Outcome = e.Outcomes[i.CaseId] })] },
        NoticeActed e => state with { Status = BatchStatus.Acted, Number = e.Number, Items = [.. state.Items.Select(i => i with { Outcome = e.Outcome })] },
        DraftSubmitted e => state with { Status = BatchStatus.Open, Text = e.Text, Drafted = e.By, Checked = null, ReturnReason = null },
        DraftChecked e => state with { Status = BatchStatus.Checked, Checked = e.By },
        DraftReturned e => state with { Status = BatchStatus.Preparing, ReturnReason = $"{e.By.Name}：{e.Reason}", Checked = null },
        DecisionSigned e => state with { Status = BatchStatus.Acted, Signed = e.By, Number = e.Number, Items = [.. state.Items.Select(i => i with { Outcome = e.Outcome })] },
        NoticeExtended => state,
        BatchCancelled => state with { Status = BatchStatus.Cancelled },
        _ => throw new InvalidOperationException($"no evolution for {happened.GetType().Name}"),
    };

    private static BatchState Change(BatchState state, string caseId, Func<BatchCase, BatchCase> change) =>
        state with { Items = [.. state.Items.Select(i => i.CaseId == caseId ? change(i) : i)] };
}
