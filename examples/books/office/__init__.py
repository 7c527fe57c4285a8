"""What clerks and authorities write down: tickets, lots, papers, registers, licences."""
