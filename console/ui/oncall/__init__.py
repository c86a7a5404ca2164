"""Work outside opening hours: the incidents, the cockpit at night, and who is on duty."""
