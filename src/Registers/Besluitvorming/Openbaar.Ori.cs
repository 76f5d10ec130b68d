using System.ComponentModel.DataAnnotations;
using Brink.Engine;

namespace Brink.Registers.Besluitvorming;

// What is public, in the words of Open Raadsinformatie and Popolo: Meeting, AgendaItem, MediaObject, Motion, VoteEvent, Count, Vote,
// Report.

/// <summary>All that is public, in one file. Without a year: the newest hundred meetings.</summary>
public sealed record OriDataset
{
    [Name("@type")] public string Type { get; init; } = "Dataset";
    public string Format { get; init; } = "brink-ori-1";
    public required string Organization { get; init; }
    public int? Year { get; init; }
    public required List<OriMeeting> Meetings { get; init; }

    /// <summary>Decisions outside a meeting; the others stand at their item.</summary>
    public required List<OriMotion> Motions { get; init; }
}

/// <summary>A meeting that was convened.</summary>
public sealed record OriMeeting
{
    [Url] public required string Id { get; init; }
    [Name("@type")] public string Type { get; init; } = "Meeting";
    public required string Name { get; init; }

    /// <summary>The body that meets.</summary>
    public required string Committee { get; init; }
    public required DateOnly Date { get; init; }
    [Name("start_date")] public DateTimeOffset? StartDate { get; init; }
    [Name("end_date")] public DateTimeOffset? EndDate { get; init; }
    public required string Location { get; init; }

    /// <summary>How it comes together: <c>fysiek</c>, <c>hybride</c> or <c>digitaal</c>.</summary>
    public required string Classification { get; init; }

    /// <summary><c>confirmed</c>, <c>completed</c> or <c>cancelled</c>.</summary>
    public required string Status { get; init; }

    /// <summary>When the members were told, or the meeting was closed.</summary>
    public DateTimeOffset? Modified { get; init; }
    [Absent] public List<OriAgendaItem>? Agenda { get; init; }

    /// <summary>The adopted minutes.</summary>
    [Absent] public OriReport? Report { get; init; }
}

/// <summary>An item that is not confidential.</summary>
public sealed record OriAgendaItem
{
    [Url] public required string Id { get; init; }
    [Name("@type")] public string Type { get; init; } = "AgendaItem";
    public required int Position { get; init; }
    public required string Name { get; init; }
    public required string Classification { get; init; }

    /// <summary>What is asked of the meeting.</summary>
    public required string Description { get; init; }
    public required List<string> Parts { get; init; }

    /// <summary>What it decides on: the address of a budget, report or project.</summary>
    [Url] public required string Concerns { get; init; }
    public required bool Postponed { get; init; }
    public required List<OriMediaObject> Attachment { get; init; }
    public required List<OriMotion> Motions { get; init; }
}

/// <summary>A public paper; its address is where it is downloaded.</summary>
public sealed record OriMediaObject
{
    [Url] public required string Id { get; init; }
    [Name("@type")] public string Type { get; init; } = "MediaObject";
    public required string Name { get; init; }
    public required string Identifier { get; init; }
    [Name("file_name")] public required string FileName { get; init; }
    [Name("content_type")] public required string ContentType { get; init; }
    public long? Size { get; init; }
    public DateOnly? Date { get; init; }
}

/// <summary>A proposal that was voted on, word for word, and what came of it.</summary>
public sealed record OriMotion
{
    [Url] public required string Id { get; init; }
    [Name("@type")] public string Type { get; init; } = "Motion";
    public required string Name { get; init; }
    public required string Text { get; init; }
    public required DateTimeOffset Date { get; init; }

    /// <summary>The item at which it was voted on; null: outside a meeting.</summary>
    [Name("legislative_session"), Url] public string? LegislativeSession { get; init; }

    /// <summary><c>pass</c>, <c>fail</c> or <c>no_decision</c>.</summary>
    public required string Result { get; init; }

    /// <summary>The legal basis.</summary>
    public required string Requirement { get; init; }
    [Url] public required string Concerns { get; init; }

    /// <summary>The number of the besluit; empty when nothing was decided.</summary>
    public required string Identifier { get; init; }
    [Name("publication_date")] public DateOnly? PublicationDate { get; init; }
    [Name("vote_events")] public required List<OriVoteEvent> VoteEvents { get; init; }
}

/// <summary>The vote itself.</summary>
public sealed record OriVoteEvent
{
    [Url] public required string Id { get; init; }
    [Name("@type")] public string Type { get; init; } = "VoteEvent";
    [Name("start_date")] public DateTimeOffset? StartDate { get; init; }
    [Name("end_date")] public DateTimeOffset? EndDate { get; init; }

    /// <summary>How was voted, as the register names it.</summary>
    public required string Classification { get; init; }
    public required bool Secret { get; init; }

    /// <summary>How many members could vote, and how many were present where that counts.</summary>
    public required int Eligible { get; init; }
    public int? Present { get; init; }

    /// <summary>The sum that decided it.</summary>
    public required string Explanation { get; init; }
    public required List<string> Remarks { get; init; }

    /// <summary>Who was chosen; empty where the vote was not on persons, or nobody was.</summary>
    public required string Elected { get; init; }
    public required List<OriCount> Counts { get; init; }

    /// <summary>Who voted what, per municipality; empty in a secret vote.</summary>
    public required List<OriVote> Votes { get; init; }

    /// <summary>The board of a secret vote, by which anyone computes the outcome again.</summary>
    [Url, Absent] public string? Board { get; init; }
}

/// <summary>How often something was chosen.</summary>
public sealed record OriCount
{
    [Name("@type")] public string Type { get; init; } = "Count";
    public required string Option { get; init; }
    public required int Value { get; init; }
}

/// <summary>What one municipality chose in an open vote.</summary>
public sealed record OriVote
{
    [Name("@type")] public string Type { get; init; } = "Vote";
    [Name("voter_id"), Url] public required string VoterId { get; init; }
    public required string Voter { get; init; }

    /// <summary><c>yes</c>, <c>no</c>, <c>abstain</c> or <c>blank</c>.</summary>
    public required string Option { get; init; }
}

/// <summary>Adopted minutes.</summary>
public sealed record OriReport
{
    [Url] public required string Id { get; init; }
    [Name("@type")] public string Type { get; init; } = "Report";
    public required string Name { get; init; }
    public DateTimeOffset? Date { get; init; }
    public required int Version { get; init; }
    public required string Sha256 { get; init; }
    public required List<OriSection> Sections { get; init; }
}

/// <summary>A paragraph of the minutes; position 0 is of no item.</summary>
public sealed record OriSection
{
    public required int Position { get; init; }
    public required string Name { get; init; }
    public required string Classification { get; init; }
    public required string Text { get; init; }
}

/// <summary>What was promised, asked or agreed in a meeting, as its adopted minutes tell.</summary>
public sealed record OriCommitment
{
    [Url] public required string Id { get; init; }
    [Name("@type")] public string Type { get; init; } = "Commitment";
    public required string Name { get; init; }

    /// <summary><c>actie</c>, <c>toezegging</c>, <c>verzoek</c> or <c>afspraak</c>.</summary>
    public required string Classification { get; init; }

    /// <summary>The role or body that does it.</summary>
    public required string Responsible { get; init; }

    /// <summary>By when, in the words of the meeting, and as a day where there is one.</summary>
    public required string Due { get; init; }
    [Name("due_date")] public DateOnly? DueDate { get; init; }
    public required bool Completed { get; init; }

    /// <summary>The item at which it was said, and its meeting.</summary>
    [Name("legislative_session"), Url] public required string LegislativeSession { get; init; }
    [Url] public required string Meeting { get; init; }
    [Name("meeting_name")] public required string MeetingName { get; init; }

    /// <summary>When the minutes were adopted.</summary>
    public DateTimeOffset? Date { get; init; }
}

/// <summary>How many there are of each that meet a question.</summary>
public sealed record Oriaantallen
{
    public required int Meetings { get; init; }
    public required int Motions { get; init; }
    public required int Commitments { get; init; }
}
