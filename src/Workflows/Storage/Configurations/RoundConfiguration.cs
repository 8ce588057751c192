using Innovation.Workflows.Programs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Innovation.Workflows.Storage.Configurations;

internal sealed class RoundConfiguration : IEntityTypeConfiguration<RoundRow>
{
    public void Configure(EntityTypeBuilder<RoundRow> builder)
    {
        builder.ToTable("Rounds");
        builder.HasKey(r => r.Id);
        builder.Property(r => r.Id).HasMaxLength(32);
        builder.Property(r => r.ProgrammeCode).HasMaxLength(40);
        builder.Property(r => r.Title).HasMaxLength(200);
        builder.Property(r => r.Contact).HasMaxLength(200);
        builder.Property(r => r.Terms).HasDefaultValue("{}");
        builder.Property(r => r.Revision).IsConcurrencyToken();
        builder.HasIndex(r => r.ClosesAt);
    }
}
